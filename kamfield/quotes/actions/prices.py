"""Discounts above the policy's limit: a manager above is asked, and says yes or no to the price as it is."""

from datetime import datetime, timedelta
from decimal import Decimal

from kamfield.core.errors import Problem
from kamfield.core.journal import Entry
from kamfield.core.texts import N_
from kamfield.core.work import Work
from kamfield.policies import queries as policies
from kamfield.quotes import queries
from kamfield.quotes.models import PriceWait, Quote
from kamfield.quotes.models.quotes import Decision
from kamfield.quotes.rules.price import PriceState
from kamfield.users.actions import deciders_above
from kamfield.users.rules.line import next_up


class PriceNotApproved(Problem):
    """A large discount is not the rep's to give."""

    status = 409
    title = N_("The price is not approved")
    detail = N_("A discount of %(discount)s%% is above the limit of %(limit)s%%: a manager has to approve the price.")


class ApprovalNotNeeded(Problem):
    """Nobody has to be asked."""

    status = 409
    title = N_("Nothing to approve")
    detail = N_("No line has more discount than the limit of %(limit)s%%, so nobody has to approve the price.")


def ask_price(work: Work, quote_id: str, comment: str | None = None) -> Quote:
    """Asks the nearest manager above; whoever does not answer in the policy's hours is passed over upwards."""
    quote = work.one(queries.by_id(work.user, quote_id))
    _refuse_unneeded(work, quote)
    details = {"discount": _plain(quote.discount_percent), "comment": comment}
    work.act("quote.ask_price", quote, number=quote.reference, title=quote.title, **details)
    quote.ask_price(work.now, next_up(deciders_above(work, quote.owner_id), None))
    _plan_wait(work, quote, _patience_ends(work))
    return quote


def approve_price(work: Work, quote_id: str, comment: str | None = None, version: int | None = None) -> Quote:
    """The price may go out as it is now."""
    quote = work.one(queries.by_id(work.user, quote_id), version=version)
    discount = _plain(quote.discount_percent)
    entry = work.act("quote.approve_price", quote, number=quote.reference, title=quote.title, discount=discount)
    _refuse_unneeded(work, quote)
    quote.decide_price(PriceState.APPROVED, _by(work, entry), comment)
    _plan_wait(work, quote, None)
    return quote


def refuse_price(work: Work, quote_id: str, reason: str, version: int | None = None) -> Quote:
    """The price may not go out, and why."""
    quote = work.one(queries.by_id(work.user, quote_id), version=version)
    entry = work.act("quote.refuse_price", quote, number=quote.reference, title=quote.title, reason=reason)
    _refuse_unneeded(work, quote)
    quote.decide_price(PriceState.REFUSED, _by(work, entry), reason)
    _plan_wait(work, quote, None)
    return quote


def escalate_price(work: Work, quote: Quote) -> datetime | None:
    """The next one up is asked; whoever was asked before may still decide. When to look again, if there is a next."""
    to_id = next_up(deciders_above(work, quote.owner_id), quote.price_waiting_for_id)
    details = {"from_id": quote.price_waiting_for_id, "to_id": to_id}
    work.act("quote.escalate_price", quote, number=quote.reference, **details)
    quote.price_waiting_for_id = to_id
    return _patience_ends(work) if to_id else None


def pass_on_price(work: Work, quote: Quote) -> None:
    """Whoever was asked is no longer above the owner, or no longer there: the nearest who is gets it, from now on."""
    line, asked_id = deciders_above(work, quote.owner_id), quote.price_waiting_for_id
    if asked_id in line or (asked_id is None and _went_beyond_the_top(work, quote)):
        return
    to_id = next_up(line, None)
    if to_id != asked_id:
        work.act("quote.pass_on_price", quote, number=quote.reference, from_id=asked_id, to_id=to_id)
        quote.price_waiting_for_id = to_id
        _plan_wait(work, quote, _patience_ends(work))


def follow_the_hours(work: Work, quote: Quote) -> None:
    """Other hours hold from when the one who is asked now was asked; who is the last one is asked for ever."""
    row = work.db.get(PriceWait, quote.id)
    since = work.db.scalar(queries.asked_last(quote.id)) or quote.price_asked_at
    if row is not None and row.due_at is not None and since is not None:
        _plan_wait(work, quote, since + timedelta(hours=policies.current(work).escalation_hours))


def needs_approval(work: Work, quote: Quote) -> bool:
    """Whether a line has more discount than the policy allows, and no manager has approved it."""
    return quote.discount_percent > _limit(work) and quote.price_state != PriceState.APPROVED


def refuse_unapproved(work: Work, quote: Quote) -> None:
    """What needs a manager's yes does not go out without."""
    if needs_approval(work, quote):
        discount, limit = _plain(quote.discount_percent), _plain(_limit(work))
        members = {"discount_percent": discount, "limit_percent": limit, "price_state": quote.price_state}
        raise PriceNotApproved(discount=discount, limit=limit, members=members)


def _refuse_unneeded(work: Work, quote: Quote) -> None:
    if quote.discount_percent <= _limit(work):
        raise ApprovalNotNeeded(limit=_plain(_limit(work)))


def _limit(work: Work) -> Decimal:
    return policies.current(work).discount_limit_percent


def _plain(percent: Decimal) -> str:
    """`12.5`, and `10` rather than `1E+1`."""
    return f"{percent.normalize():f}"


def _by(work: Work, entry: Entry) -> Decision:
    return Decision(work.user.id, work.now, entry.on_behalf_of_id)


def _patience_ends(work: Work) -> datetime:
    return work.now + timedelta(hours=policies.current(work).escalation_hours)


def _plan_wait(work: Work, quote: Quote, at: datetime | None) -> None:
    row = work.db.get(PriceWait, quote.id) or work.add(PriceWait(id=quote.id))
    row.due_at, row.attempts, row.parked_at = at, 0, None


def _went_beyond_the_top(work: Work, quote: Quote) -> bool:
    """Whether everybody above has had their time: then it stays with the administrators."""
    return quote.price_asked_at is not None and bool(work.all(queries.escalations_of(quote.id, quote.price_asked_at)))
