"""What can be read of quotations; every statement starts from what the user reaches."""

from datetime import date
from typing import Any, TypeVar

from sqlalchemy import Select, TextClause, or_, select, text

from kamfield.accounts.models import Account
from kamfield.accounts.queries import reachable_ids
from kamfield.core.work import Actor
from kamfield.quotes.models import FollowUp, Quote
from kamfield.quotes.rules import DECIDED, FollowUpState
from kamfield.users.queries import reached
from kamfield.users.rules import Role

Kind = TypeVar("Kind", Quote, FollowUp)

SORTS = {"number": Quote.number, "title": Quote.title, "updated_at": Quote.updated_at}
FOLLOW_UP_SORTS = {"due_on": FollowUp.due_on}


def visible_to(user: Actor, kind: type[Kind]) -> Select[Kind]:
    """Quotations or follow-ups of people whom the user reaches, and of accounts on whose team the user is."""
    statement = select(kind).where(kind.deleted_at.is_(None))
    if user.role in {Role.ADMIN, "system"}:
        return statement
    return statement.where(or_(reached(user, kind.owner_id), kind.account_id.in_(reachable_ids(user))))


def by_id(user: Actor, quote_id: str) -> Select[Quote]:
    """One quotation."""
    return visible_to(user, Quote).where(Quote.id == quote_id)


def matching(
    user: Actor,
    *,
    state: str | None = None,
    account_id: str | None = None,
    owner_id: str | None = None,
    opportunity_id: str | None = None,
) -> Select[Quote]:
    """The quotations in a state, for an account, of an owner, for an opportunity."""
    given: list[tuple[Any, Any]] = [
        (Quote.state, state),
        (Quote.account_id, account_id),
        (Quote.owner_id, owner_id),
        (Quote.opportunity_id, opportunity_id),
    ]
    return visible_to(user, Quote).where(*(column == value for column, value in given if value is not None))


def undecided_of(user_id: str) -> Select[Quote]:
    """What somebody would leave behind; without asking for reach, for the background only."""
    statement = select(Quote).where(Quote.owner_id == user_id, Quote.deleted_at.is_(None))
    return statement.where(Quote.state.not_in(DECIDED)).order_by(Quote.id)


def follow_up_by_id(user: Actor, follow_up_id: str) -> Select[FollowUp]:
    """One step."""
    return visible_to(user, FollowUp).where(FollowUp.id == follow_up_id)


def follow_ups(
    user: Actor,
    *,
    state: str | None = None,
    due_until: date | None = None,
    quote_id: str | None = None,
    owner_id: str | None = None,
) -> Select[FollowUp]:
    """The steps in a state, due on a day or before, of one quotation, of one owner."""
    statement = visible_to(user, FollowUp)
    for column, value in ((FollowUp.state, state), (FollowUp.quote_id, quote_id), (FollowUp.owner_id, owner_id)):
        if value is not None:
            statement = statement.where(column == value)
    return statement if due_until is None else statement.where(FollowUp.due_on <= due_until)


def to_chase(user: Actor, owner_id: str, until: date) -> Select[*tuple[Any, ...]]:
    """What somebody has to chase until a day, with the quotation and the client, as plain columns."""
    steps = follow_ups(user, state=FollowUpState.DUE, due_until=until, owner_id=owner_id)
    joined = steps.join(Quote, Quote.id == FollowUp.quote_id).join(Account, Account.id == FollowUp.account_id)
    columns = (FollowUp.due_on, Quote.number, Quote.title, Quote.amount, Quote.currency, Account.name.label("account"))
    return joined.with_only_columns(*columns).order_by(FollowUp.due_on, FollowUp.id)


def open_steps(user: Actor, quote_id: str) -> Select[FollowUp]:
    """What of the ladder of a quotation has still to be done, the earliest first."""
    statement = follow_ups(user, state=FollowUpState.DUE, quote_id=quote_id)
    return statement.order_by(FollowUp.due_on, FollowUp.step)


def next_serial(year: int) -> TextClause:
    """Takes the next number of a year: one statement that locks the year's row, the same on both engines."""
    return text(
        "INSERT INTO quote_years (year, count) VALUES (:year, 1)"
        " ON CONFLICT (year) DO UPDATE SET count = quote_years.count + 1 RETURNING count"
    ).bindparams(year=year)
