"""Opportunities: who sees them, and by what they are found."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select

from kamfield.accounts.queries import has_team_in_reach, reaches_all, theirs
from kamfield.core.names import Rows
from kamfield.core.work import Actor
from kamfield.opportunities.models import Opportunity
from kamfield.opportunities.rules.stages import OPEN
from kamfield.users.queries import reached

SORTS = {"expected_close_on": Opportunity.expected_close_on, "name": Opportunity.name}


def visible_to(user: Actor, *, long: bool = False) -> Select[Opportunity]:
    """The opportunities of people whom the user reaches, and those at accounts on whose team the user is."""
    statement = select(Opportunity).where(Opportunity.deleted_at.is_(None))
    if reaches_all(user):
        return statement
    return statement.where(theirs(user, Opportunity.owner_id, Opportunity.account_id, long=long))


def visible_ids(user: Actor) -> Select[str]:
    """Their ids."""
    return visible_to(user).with_only_columns(Opportunity.id)


def by_id(user: Actor, opportunity_id: str) -> Select[Opportunity]:
    """One of them. However many a user reaches, only this one's owner and team are looked at."""
    statement = any_by_id(opportunity_id).where(Opportunity.deleted_at.is_(None))
    if reaches_all(user):
        return statement
    team = has_team_in_reach(user, Opportunity.account_id)
    return statement.where(or_(reached(user, Opportunity.owner_id), team))


def names_of(ids: Any) -> Rows:
    """Id and name: whoever sees the id in an answer may know it."""
    return select(Opportunity.id, Opportunity.name).where(Opportunity.id.in_(ids))


def any_by_id(opportunity_id: str) -> Select[Opportunity]:
    """One without asking for reach: for rules and background steps, never for an answer."""
    return select(Opportunity).where(Opportunity.id == opportunity_id)


def matching(
    user: Actor,
    *,
    closes_from: date | None = None,
    closes_to: date | None = None,
    undecided: bool | None = None,
    stalled: bool | None = None,
    **equal: str | None,
) -> Select[Opportunity]:
    """Those with a status, at an account, of an owner, in a currency; open or decided; by expected close (both in)."""
    given: list[tuple[Any, Any]] = [(getattr(Opportunity, name), value) for name, value in equal.items()]
    long = equal.get("account_id") is None and equal.get("owner_id") is None
    statement = visible_to(user, long=long).where(*(column == value for column, value in given if value is not None))
    if undecided is not None:
        statement = statement.where(is_open() if undecided else ~is_open())
    if stalled is not None:
        goes_on = Opportunity.stalled_on.is_(None)
        statement = statement.where(~goes_on if stalled else goes_on)
    if closes_from is not None:
        statement = statement.where(Opportunity.expected_close_on >= closes_from)
    return statement if closes_to is None else statement.where(Opportunity.expected_close_on <= closes_to)


def open_of(user: Actor, *, account_id: str | None = None, owner_id: str | None = None) -> Select[Opportunity]:
    """What is undecided at an account, of an owner; what closes first comes first."""
    found = matching(user, undecided=True, account_id=account_id, owner_id=owner_id)
    return found.order_by(Opportunity.expected_close_on, Opportunity.id)


def undecided_of(user_id: str) -> Select[Opportunity]:
    """What somebody would leave behind; without asking for reach, for the background only."""
    mine = select(Opportunity).where(Opportunity.owner_id == user_id, Opportunity.deleted_at.is_(None), is_open())
    return mine.order_by(Opportunity.id)


def is_open() -> ColumnElement[bool]:
    """Whether the client has still to decide."""
    return Opportunity.status.in_(sorted(OPEN))
