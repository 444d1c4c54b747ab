"""Days off, and stand-ins for managers."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from kamfield.core import sync_clock
from kamfield.core.errors import invalid
from kamfield.core.texts import N_
from kamfield.core.work import Work
from kamfield.users import queries
from kamfield.users.models import Absence, Delegation, User
from kamfield.users.models.away import AlreadyStoodInFor
from kamfield.users.queries.away import absence_by_id, delegation_by_id, delegations_between
from kamfield.users.queries.people import possible_stand_ins
from kamfield.users.rules import LEADING


def delegate(
    work: Work, *, stand_in_id: str, from_on: date, to_on: date, manager_id: str | None = None, note: str | None = None
) -> Delegation:
    """Names who stands in for a manager (oneself unless said otherwise) from one day to another, both included.

    Whoever is active and near can stand in, a rep too: a small team may have nobody else, and each decision says on
    whose behalf it was made. Nobody decides about their own things that way.
    """
    manager = _manager(work, manager_id or work.user.id)
    delegation = Delegation(manager_id=manager.id, stand_in_id=stand_in_id, note=note)
    work.act("delegation.add", delegation)
    work.referred("/stand_in_id", possible_stand_ins(work.user, manager).where(User.id == stand_in_id))
    delegation.set_days(from_on, to_on)
    _refuse_past(work, manager, to_on)
    sync_clock.hold(work.db)
    other = work.db.scalars(delegations_between(manager.id, from_on, to_on).limit(1)).first()
    if other is not None:
        raise AlreadyStoodInFor(from_on=other.from_on, to_on=other.to_on)
    return work.add(delegation)


def end_delegation(work: Work, delegation_id: str, version: int | None = None) -> None:
    """Takes a delegation back; what was decided under it stays."""
    delegation = work.one(delegation_by_id(work.user, delegation_id), version=version)
    work.act("delegation.delete", delegation)
    delegation.delete(work.now)


def add_absence(work: Work, *, from_on: date, to_on: date, user_id: str | None = None, **columns: Any) -> Absence:
    """Enters days off, one's own or those of somebody below."""
    user = work.referred("/user_id", queries.by_id(work.user, user_id or work.user.id))
    absence = Absence(user_id=user.id, **columns)
    work.act("absence.add", absence)
    absence.set_days(from_on, to_on)
    return work.add(absence)


def change_absence(work: Work, absence_id: str, version: int | None = None, **columns: Any) -> Absence:
    """Changes days, kind or note."""
    absence = work.one(absence_by_id(work.user, absence_id), version=version)
    work.act("absence.change", absence)
    absence.set_days(columns.pop("from_on", absence.from_on), columns.pop("to_on", absence.to_on))
    for name, value in columns.items():
        setattr(absence, name, value)
    return absence


def delete_absence(work: Work, absence_id: str, version: int | None = None) -> None:
    """They are not away after all."""
    absence = work.one(absence_by_id(work.user, absence_id), version=version)
    work.act("absence.delete", absence)
    absence.delete(work.now)


def _manager(work: Work, manager_id: str) -> User:
    manager = work.referred("/manager_id", queries.by_id(work.user, manager_id))
    if manager.role not in LEADING:
        raise invalid("/manager_id", "not-a-manager", N_("Only for a manager or administrator can somebody stand in."))
    return manager


def _refuse_past(work: Work, manager: User, to_on: date) -> None:
    if to_on < work.now.astimezone(ZoneInfo(manager.time_zone)).date():
        raise invalid("/to_on", "in-the-past", N_("These days are over."))
