"""Who is away when, and who stands in for whom."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import Select, or_, select

from kamfield.core.made_once import made_once
from kamfield.core.work import Actor
from kamfield.users.models import Absence, Delegation, User
from kamfield.users.queries.people import reached

ABSENCE_SORTS = {"from_on": Absence.from_on}
DELEGATION_SORTS = {"from_on": Delegation.from_on}


def delegations_visible_to(user: Actor) -> Select[Delegation]:
    """The delegations of the managers a user reaches, and those the user stands in by."""
    mine = or_(reached(user, Delegation.manager_id), Delegation.stand_in_id == user.id)
    return select(Delegation).where(Delegation.deleted_at.is_(None), mine)


def delegation_by_id(user: Actor, delegation_id: str) -> Select[Delegation]:
    """One of them."""
    return delegations_visible_to(user).where(Delegation.id == delegation_id)


def delegations_between(manager_id: str, from_on: date, to_on: date) -> Select[Delegation]:
    """A manager's delegations that touch some days; without asking for reach."""
    statement = select(Delegation).where(Delegation.manager_id == manager_id, Delegation.deleted_at.is_(None))
    return statement.where(Delegation.from_on <= to_on, Delegation.to_on >= from_on)


def stand_ins_of(manager_id: str, day: date) -> Select[User]:
    """Who stands in for a manager on a day of theirs; without asking for reach."""
    named = delegations_between(manager_id, day, day).with_only_columns(Delegation.stand_in_id)
    return select(User).where(User.id.in_(named), User.active)


def absences_visible_to(user: Actor) -> Select[Absence]:
    """The absences of the people a user reaches."""
    return select(Absence).where(Absence.deleted_at.is_(None), reached(user, Absence.user_id))


def absence_by_id(user: Actor, absence_id: str) -> Select[Absence]:
    """One of them."""
    return absences_visible_to(user).where(Absence.id == absence_id)


def absences_matching(
    user: Actor, *, user_id: str | None = None, first: date | None = None, last: date | None = None
) -> Select[Absence]:
    """Those of one person, and those that touch the days from `first` to `last`."""
    statement = absences_visible_to(user)
    if user_id is not None:
        statement = statement.where(Absence.user_id == user_id)
    if first is not None:
        statement = statement.where(Absence.to_on >= first)
    return statement if last is None else statement.where(Absence.from_on <= last)


def absences_between(user_ids: Collection[str], first: date, last: date) -> Select[Absence]:
    """The absences of these people that touch some days; without asking for reach."""
    statement = select(Absence).where(Absence.user_id.in_(user_ids), Absence.deleted_at.is_(None))
    return statement.where(Absence.from_on <= last, Absence.to_on >= first)


@made_once
def away_between(user_id: str, first: date, last: date) -> Select[date, date]:
    """`from_on, to_on` of the absences of one person that touch some days; without asking for reach."""
    mine = select(Absence.from_on, Absence.to_on).where(Absence.user_id == user_id, Absence.deleted_at.is_(None))
    return mine.where(Absence.from_on <= last, Absence.to_on >= first)
