"""Brings ladder and end of validity in line with the days of a quotation, with the replies and with the policy."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kamfield.core.work import Work
from kamfield.policies import queries as policies
from kamfield.quotes import queries
from kamfield.quotes.models import FollowUp, Quote, Validity
from kamfield.quotes.rules.ladder import AGREED, COMES_BACK, RESCHEDULED, ladder
from kamfield.quotes.rules.states import FollowUpState, State
from kamfield.users import queries as users


@dataclass(frozen=True)
class Moves:
    """What would become of a ladder: steps to make, to take up again, to leave out."""

    new: list[FollowUp]
    back: list[FollowUp]
    gone: list[FollowUp]

    def take(self, at: datetime) -> None:
        """Takes up again and leaves out; the new ones are for the session."""
        for step in self.back:
            step.reopen()
        for step in self.gone:
            step.skip(RESCHEDULED, at)


def follow_days(work: Work, quote: Quote, since: date | None = None) -> None:
    """A sent quotation's steps are those of its days and of the policy; what was done stays, nothing is doubled.

    A step whose day is before `since` (today unless told otherwise) is not made: nobody could have taken it.
    """
    if quote.state == State.SENT and quote.chased_from is not None:
        _go(work, _moves(work, quote, since or _today_of(work, quote)))
        end = work.db.get(Validity, quote.id) or work.add(Validity(id=quote.id))
        end.due_at = end_of_validity(work, quote)


def reschedule(work: Work, quote: Quote) -> None:
    """The policy's ladder is another one; where nothing of it differs nothing is written."""
    moves = _moves(work, quote, _today_of(work, quote))
    if moves.new or moves.back or moves.gone:
        work.act("quote.reschedule", quote, number=quote.reference)
        _go(work, moves)


def step_of(quote: Quote, step: str, day: date) -> FollowUp:
    """A step of a quotation's ladder."""
    columns = {"quote_id": quote.id, "account_id": quote.account_id, "owner_id": quote.owner_id}
    return FollowUp(**columns, step=step, due_on=day)


def end_of_validity(work: Work, quote: Quote) -> datetime | None:
    """The midnight after the last valid day, in the client's time zone, or the owner's where the client has none."""
    if quote.valid_until is None:
        return None
    account = work.one(queries.account_of(quote))
    zone = ZoneInfo(account.time_zone) if account.time_zone else _zone_of_owner(work, quote)
    return datetime.combine(quote.valid_until + timedelta(days=1), time(), zone).astimezone(UTC)


def _go(work: Work, moves: Moves) -> None:
    moves.take(work.now)
    for step in moves.new:
        work.add(step)


def _moves(work: Work, quote: Quote, since: date) -> Moves:
    known = {(one.step, one.due_on): one for one in work.all(queries.follow_ups(work.user, quote_id=quote.id))}
    wanted = _wanted(work, quote)
    named = max((day for (step, day), one in known.items() if step == AGREED and _is_due(one)), default=date.min)
    late = {(step, day) for step, day in wanted if day < since or day <= named}
    back = [one for place, one in known.items() if place in wanted - late and one.skipped_because in COMES_BACK]
    gone = [one for place, one in known.items() if _is_due(one) and place[0] != AGREED and place not in wanted]
    return Moves([step_of(quote, *place) for place in sorted(wanted - late - known.keys())], back, gone)


def _is_due(step: FollowUp) -> bool:
    return step.state == FollowUpState.DUE


def _wanted(work: Work, quote: Quote) -> set[tuple[str, date]]:
    if quote.chased_from is None:
        return set()
    rules = policies.current(work)
    days = {"days_after": rules.follow_up_days_after_sending, "days_before": rules.follow_up_days_before_expiry}
    return set(ladder(quote.chased_from, quote.valid_until, **days).items())


def _today_of(work: Work, quote: Quote) -> date:
    return work.now.astimezone(_zone_of_owner(work, quote)).date()


def _zone_of_owner(work: Work, quote: Quote) -> ZoneInfo:
    return ZoneInfo(work.one(users.any_by_id(quote.owner_id)).time_zone)
