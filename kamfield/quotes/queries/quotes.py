"""Which quotations somebody reaches, and the counter of their numbers."""

from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import Select, TextClause, func, literal_column, or_, select, text

from kamfield.accounts.queries import has_team_in_reach, theirs
from kamfield.core.journal import Entry
from kamfield.core.work import Actor
from kamfield.quotes.models import FollowUp, Quote
from kamfield.quotes.models.quotes import ALWAYS
from kamfield.quotes.rules.states import DECIDED, OPEN, WRITABLE, FollowUpState, State
from kamfield.users.queries import branch_of, reached_row_by_row
from kamfield.users.rules import Role

Kind = TypeVar("Kind", Quote, FollowUp)

LAST_DAY = ALWAYS - timedelta(days=1)  # what has no last day is in no range of them
SORTS = {
    "number": Quote.number,
    "title": Quote.title,
    "updated_at": Quote.updated_at,
    "valid_until": Quote.valid_key,
}


def visible_to(user: Actor, kind: type[Kind], *, long: bool = False) -> Select[Kind]:
    """Quotations or follow-ups of people whom the user reaches, and of accounts on whose team the user is."""
    statement = select(kind).where(kind.deleted_at.is_(None))
    if user.role in {Role.ADMIN, "system"}:
        return statement
    return statement.where(theirs(user, kind.owner_id, kind.account_id, long=long))


def _visible_one_by_one(user: Actor) -> Select[Quote]:
    """The same where something else finds a few of them: only their owners and teams are looked at."""
    statement = select(Quote).where(Quote.deleted_at.is_(None))
    if user.role in {Role.ADMIN, "system"}:
        return statement
    team = has_team_in_reach(user, Quote.account_id)
    return statement.where(or_(reached_row_by_row(user, Quote.owner_id), team))


def by_id(user: Actor, quote_id: str) -> Select[Quote]:
    """One quotation."""
    return _visible_one_by_one(user).where(Quote.id == quote_id)


def matching(
    user: Actor,
    *,
    state: str | None = None,
    account_id: str | None = None,
    owner_id: str | None = None,
    opportunity_id: str | None = None,
    price_state: str | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
    chase_until: date | None = None,
) -> Select[Quote]:
    """The quotations in a state, for an account, of an owner, for an opportunity, with a price that was decided so.

    Their last valid day is from `valid_from` to `valid_to`, and something is to be chased until `chase_until`.
    """
    given: list[tuple[Any, Any]] = [
        (Quote.state, state),
        (Quote.account_id, account_id),
        (Quote.owner_id, owner_id),
        (Quote.opportunity_id, opportunity_id),
        (Quote.price_state, price_state),
    ]
    long = account_id is None and owner_id is None and opportunity_id is None
    seen = visible_to(user, Quote, long=long) if chase_until is None else _visible_one_by_one(user)
    statement = seen.where(*(column == value for column, value in given if value is not None))
    if valid_from is not None or valid_to is not None:
        statement = statement.where(Quote.valid_key.between(valid_from or date.min, valid_to or LAST_DAY))
    if chase_until is not None:
        due = FollowUp.state == FollowUpState.DUE, FollowUp.due_on <= chase_until, FollowUp.deleted_at.is_(None)
        statement = statement.where(select(FollowUp.id).where(FollowUp.quote_id == Quote.id, *due).exists())
    return statement


def counts(wanted: Select[Quote]) -> Select[*tuple[Any, ...]]:
    """How many of them there are and what they come to, by state and currency: `(state, currency, count, amount)`."""
    columns = (Quote.state, Quote.currency, func.count().label("count"), func.sum(Quote.amount).label("amount"))
    grouped = wanted.with_only_columns(*columns).group_by(Quote.state, Quote.currency)
    return grouped.order_by(Quote.state, Quote.currency)


def awaiting_price_approval(user: Actor) -> Select[Quote]:
    """Other people's quotations whose price waits for a decision."""
    asked = Quote.price_state == literal_column("'asked'")  # as its index has it
    return visible_to(user, Quote).where(asked, Quote.state.in_(WRITABLE), Quote.owner_id != user.id)


def prices_waiting() -> Select[Quote]:
    """Whose price waits for a decision, of everybody; for the background only."""
    asked = Quote.price_state == literal_column("'asked'")
    return select(Quote).where(asked, Quote.state.in_(WRITABLE), Quote.deleted_at.is_(None)).order_by(Quote.id)


def prices_waiting_in_branch(user_id: str) -> Select[Quote]:
    """Those of somebody below a user, or that wait for that user; without asking for reach."""
    return prices_waiting().where(or_(Quote.price_waiting_for_id == user_id, Quote.owner_id.in_(branch_of(user_id))))


def asked_last(quote_id: str) -> Select[datetime]:
    """When somebody was asked about the price of a quotation last."""
    asked = Entry.verb.in_(("quote.ask_price", "quote.escalate_price", "quote.pass_on_price"))
    of_it = select(Entry.at).where(Entry.subject_kind == Quote.__tablename__, Entry.subject_id == quote_id, asked)
    return of_it.order_by(Entry.at.desc(), Entry.id.desc()).limit(1)


def escalations_of(quote_id: str, since: datetime) -> Select[Entry]:
    """How the price of a quotation went up since then."""
    steps = select(Entry).where(Entry.subject_kind == Quote.__tablename__, Entry.subject_id == quote_id)
    return steps.where(Entry.verb == "quote.escalate_price", Entry.at >= since).order_by(Entry.at, Entry.id)


def undecided_of(user_id: str) -> Select[Quote]:
    """What somebody would leave behind; without asking for reach, for the background only."""
    statement = select(Quote).where(Quote.owner_id == user_id, Quote.deleted_at.is_(None))
    return statement.where(Quote.state.not_in(DECIDED)).order_by(Quote.id)


def open_for(opportunity_id: str) -> Select[Quote]:
    """The quotations of an opportunity that something may still come of; without asking for reach."""
    return _made_for(opportunity_id).where(Quote.state.in_(OPEN)).order_by(Quote.number)


def sent_for(opportunity_id: str) -> Select[Quote]:
    """Those that the client has, the last one sent first; without asking for reach."""
    return (
        _made_for(opportunity_id).where(Quote.state == State.SENT).order_by(Quote.sent_on.desc(), Quote.number.desc())
    )


def orders_for(opportunity_id: str) -> Select[*tuple[Any, ...]]:
    """What was ordered of an opportunity, by currency: `(currency, amount)`; without asking for reach."""
    sums = _made_for(opportunity_id).where(Quote.state == State.WON)
    return sums.with_only_columns(Quote.currency, func.sum(Quote.amount).label("amount")).group_by(Quote.currency)


def _made_for(opportunity_id: str) -> Select[Quote]:
    return select(Quote).where(Quote.opportunity_id == opportunity_id, Quote.deleted_at.is_(None))


def next_serial(year: int) -> TextClause:
    """Takes the next number of a year: one statement that locks the year's row, the same on both engines."""
    return text(
        "INSERT INTO quote_years (year, count) VALUES (:year, 1)"
        " ON CONFLICT (year) DO UPDATE SET count = quote_years.count + 1 RETURNING count"
    ).bindparams(year=year)
