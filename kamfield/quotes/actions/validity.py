"""Brings ladder and end of validity in line with the days of a quotation, with the replies and with the policy."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kamfield.accounts import queries as accounts
from kamfield.core.work import Work
from kamfield.policies import queries as policies
from kamfield.quotes import queries
from kamfield.quotes.actions.follow_ups import step_of
from kamfield.quotes.models import Quote, Validity
from kamfield.quotes.rules.ladder import AGREED, COMES_BACK, RESCHEDULED, ladder
from kamfield.quotes.rules.states import FollowUpState, State
from kamfield.users import queries as users


def follow_days(work: Work, quote: Quote, since: date | None = None) -> None:
    """A sent quotation's steps are those of its days and of the policy; what was done stays, nothing is doubled.

    A step whose day is before `since` (today unless told otherwise) is not made: nobody could have taken it.
    """
    if quote.state != State.SENT or quote.chased_from is None:
        return
    since = since or _today_of(work, quote)
    known = {(one.step, one.due_on): one for one in work.all(queries.follow_ups(work.user, quote_id=quote.id))}
    wanted = _wanted(work, quote)
    for step, day in sorted(wanted, key=lambda one: one[1]):
        if (found := known.get((step, day))) is None:
            if day >= since:
                work.add(step_of(quote, step, day))
        elif found.skipped_because in COMES_BACK:
            found.reopen()
    for old in known.values():
        if old.state == FollowUpState.DUE and old.step != AGREED and (old.step, old.due_on) not in wanted:
            old.skip(RESCHEDULED, work.now)
    _plan_end(work, quote)


def end_of_validity(work: Work, quote: Quote) -> datetime | None:
    """The midnight after the last valid day, in the client's time zone, or the owner's where the client has none."""
    if quote.valid_until is None:
        return None
    account = work.one(accounts.by_id(work.user, quote.account_id))
    zone = ZoneInfo(account.time_zone) if account.time_zone else _zone_of_owner(work, quote)
    return datetime.combine(quote.valid_until + timedelta(days=1), time(), zone).astimezone(UTC)


def _wanted(work: Work, quote: Quote) -> set[tuple[str, date]]:
    rules = policies.current(work)
    days = {"days_after": rules.follow_up_days_after_sending, "days_before": rules.follow_up_days_before_expiry}
    assert quote.chased_from is not None  # noqa: S101  asked for before
    return set(ladder(quote.chased_from, quote.valid_until, **days).items())


def _plan_end(work: Work, quote: Quote) -> None:
    end = work.db.get(Validity, quote.id) or work.add(Validity(id=quote.id))
    end.due_at = end_of_validity(work, quote)


def _today_of(work: Work, quote: Quote) -> date:
    return work.now.astimezone(_zone_of_owner(work, quote)).date()


def _zone_of_owner(work: Work, quote: Quote) -> ZoneInfo:
    return ZoneInfo(work.one(users.any_by_id(quote.owner_id)).time_zone)
