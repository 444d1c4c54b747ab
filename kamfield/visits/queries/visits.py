"""Visits: who sees them, and by what they are found."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from kamfield.accounts import queries as accounts
from kamfield.accounts.models import Contact, Place
from kamfield.core.made_once import made_once
from kamfield.core.work import Actor
from kamfield.users.models import User
from kamfield.users.rules import Role
from kamfield.visits.models import Visit
from kamfield.visits.rules.codes import State

SORTS = {"day": Visit.day}


def visible_to(user: Actor, *, long: bool = False) -> Select[Visit]:
    """The visits of people this user reaches, and those to accounts this user reaches."""
    statement = select(Visit).where(Visit.deleted_at.is_(None))
    if user.role in {Role.ADMIN, "system"}:
        return statement
    return statement.where(accounts.theirs(user, Visit.rep_id, Visit.account_id, long=long))


def visible_ids(user: Actor) -> Select[str]:
    """Their ids."""
    return visible_to(user).with_only_columns(Visit.id)


def by_id(user: Actor, visit_id: str) -> Select[Visit]:
    """One of them."""
    return visible_to(user).where(Visit.id == visit_id)


to_change = made_once(by_id)


def in_full(user: Actor, visit_id: str) -> Select[Visit]:
    """One of them with all that belongs to it, read anew; in six statements however much that is."""
    parts = (Visit.contacts, Visit.companions, Visit.objectives, Visit.checks, Visit.commitments)
    statement = by_id(user, visit_id).options(*(selectinload(part) for part in parts))
    return statement.execution_options(populate_existing=True)


def matching(
    user: Actor,
    *,
    rep_id: str | None = None,
    account_id: str | None = None,
    state: str | None = None,
    form: str | None = None,
    opportunity_id: str | None = None,
    aims_at: str | None = None,
    day_from: date | None = None,
    day_to: date | None = None,
) -> Select[Visit]:
    """Those of a rep, to an account, in a state, of a form, for an opportunity, between two days (both included)."""
    given: list[tuple[Any, Any]] = [
        (Visit.rep_id, rep_id),
        (Visit.account_id, account_id),
        (Visit.state, state),
        (Visit.form, form),
        (Visit.opportunity_id, opportunity_id),
        (Visit.aims_at, aims_at),
    ]
    long = all(one is None for one in (rep_id, account_id, opportunity_id, aims_at, day_to))
    statement = visible_to(user, long=long).where(*(column == value for column, value in given if value is not None))
    if day_from is not None:
        statement = statement.where(Visit.day >= day_from)
    return statement if day_to is None else statement.where(Visit.day <= day_to)


def contacts_of(user: Actor, account_id: str, ids: Sequence[str]) -> Select[Contact]:
    """Those of the ids that are people of this account."""
    return accounts.parts(user, Contact).where(Contact.account_id == account_id, Contact.id.in_(ids))


def places_of(user: Actor, account_id: str) -> Select[Place]:
    """Where an account may be met."""
    return accounts.parts(user, Place).where(Place.account_id == account_id)


def planned_before(time_zone: str, day: date, most: int) -> Select[Visit]:
    """The oldest visits of people in a time zone that are still planned although their day is over."""
    reps = select(User.id).where(User.time_zone == time_zone)
    over = select(Visit).where(Visit.state == State.PLANNED, Visit.day < day, Visit.deleted_at.is_(None))
    return over.where(Visit.rep_id.in_(reps)).order_by(Visit.day, Visit.id).limit(most)


def time_zones() -> Select[str]:
    """The time zones people live in."""
    return select(User.time_zone).distinct()


def still_to_make(user_id: str) -> Select[Visit]:
    """The visits of somebody that did not begin yet; without asking for reach."""
    mine = select(Visit).where(Visit.rep_id == user_id, Visit.state == State.PLANNED, Visit.deleted_at.is_(None))
    return mine.order_by(Visit.day, Visit.id)


def planned_near(account_id: str, form: str | None, first: date, last: date) -> Select[Visit]:
    """The open visits of a form to an account between two days, by whomever: to keep them apart, not for an answer."""
    near = select(Visit).where(Visit.account_id == account_id, Visit.day.between(first, last))
    same = near.where(Visit.form == form, Visit.deleted_at.is_(None))
    return same.where(Visit.state.in_((State.PLANNED, State.IN_PROGRESS))).order_by(Visit.day, Visit.id)
