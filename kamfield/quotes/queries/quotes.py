"""Which quotations somebody reaches, and the counter of their numbers."""

from typing import Any, TypeVar

from sqlalchemy import Select, TextClause, or_, select, text

from kamfield.accounts.queries import reachable_ids
from kamfield.core.work import Actor
from kamfield.quotes.models import FollowUp, Quote
from kamfield.quotes.rules.states import DECIDED
from kamfield.users.queries import reached
from kamfield.users.rules import Role

Kind = TypeVar("Kind", Quote, FollowUp)

SORTS = {"number": Quote.number, "title": Quote.title, "updated_at": Quote.updated_at}


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


def next_serial(year: int) -> TextClause:
    """Takes the next number of a year: one statement that locks the year's row, the same on both engines."""
    return text(
        "INSERT INTO quote_years (year, count) VALUES (:year, 1)"
        " ON CONFLICT (year) DO UPDATE SET count = quote_years.count + 1 RETURNING count"
    ).bindparams(year=year)
