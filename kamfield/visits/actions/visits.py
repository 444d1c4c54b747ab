"""What can be done with a visit as such."""

from collections.abc import Sequence
from typing import Any

from kamfield.accounts import queries as accounts
from kamfield.core.errors import invalid
from kamfield.core.texts import N_
from kamfield.core.work import Work
from kamfield.users import queries as users
from kamfield.visits import queries
from kamfield.visits.actions import objectives as aims
from kamfield.visits.actions.days import check_start, zone_of
from kamfield.visits.actions.people import set_companions, set_contacts
from kamfield.visits.actions.policy import limits
from kamfield.visits.actions.preparation import note_missing
from kamfield.visits.models import Visit
from kamfield.visits.queries.visits import places_of
from kamfield.visits.rules.codes import CancelReason, State


def add(
    work: Work,
    *,
    account_id: str,
    rep_id: str | None = None,
    contact_ids: Sequence[str] = (),
    companion_ids: Sequence[str] = (),
    objectives: Sequence[dict[str, Any]] = (),
    **columns: Any,
) -> Visit:
    """A new visit of the caller, or of somebody the caller manages."""
    work.referred("/account_id", accounts.by_id(work.user, account_id))
    if rep_id is not None:
        work.referred("/rep_id", users.by_id(work.user, rep_id))
    columns["minutes"] = columns.get("minutes") or limits(work).visit_minutes
    visit = work.add(Visit(account_id=account_id, rep_id=rep_id or work.user.id, **columns))
    work.act("visit.add", visit)
    _check(work, visit)
    work.db.flush()
    set_contacts(work, visit, contact_ids)
    set_companions(work, visit, companion_ids)
    for draft in objectives:
        aims.add_to(work, visit, **draft)
    note_missing(work, visit)
    return visit


def change(
    work: Work,
    visit_id: str,
    version: int | None = None,
    *,
    contact_ids: Sequence[str] | None = None,
    companion_ids: Sequence[str] | None = None,
    **columns: Any,
) -> Visit:
    """Other answers to the 5W. Another day is an act of its own, `visit.move`: plans follow it."""
    visit = work.one(queries.by_id(work.user, visit_id), version=version)
    moved = columns.get("day", visit.day) != visit.day
    work.act("visit.move" if moved else "visit.change", visit)
    visit.step("reschedule" if moved and visit.state == State.MISSED else "prepare")
    for name, value in columns.items():
        setattr(visit, name, value)
    _check(work, visit)
    if contact_ids is not None:
        set_contacts(work, visit, contact_ids)
    if companion_ids is not None:
        set_companions(work, visit, companion_ids)
    note_missing(work, visit)
    return visit


def cancel(work: Work, visit_id: str, reason: CancelReason, note: str | None = None) -> Visit:
    """It does not take place, and why."""
    visit = work.one(queries.by_id(work.user, visit_id))
    work.act("visit.cancel", visit, reason=reason)
    visit.cancel(reason, note)
    return visit


def remove(work: Work, visit_id: str, version: int | None = None) -> None:
    """Takes back a visit that was only planned; whatever belongs to it goes too."""
    visit = work.one(queries.by_id(work.user, visit_id), version=version)
    work.act("visit.remove", visit)
    visit.step("cancel")
    visit.delete(work.now)


def miss(work: Work, visit: Visit) -> None:
    """Its day is over and nobody went."""
    work.act("visit.miss", visit)
    visit.step("miss")


def shown(work: Work, visit_id: str) -> Visit:
    """A visit with all that belongs to it, as it is after what was just done."""
    work.db.flush()
    return work.one(queries.in_full(work.user, visit_id))


def _check(work: Work, visit: Visit) -> None:
    check_start(zone_of(work, visit.rep_id), visit.day, visit.starts_at)
    if (visit.latitude is None) != (visit.longitude is None):
        pointer = "/latitude" if visit.latitude is None else "/longitude"
        raise invalid(pointer, "half-a-point", N_("A point needs latitude and longitude."))
    if visit.place_id is not None:
        places = {place.id for place in work.all(places_of(work.user, visit.account_id))}
        if visit.place_id not in places:
            raise invalid("/place_id", "unknown-reference", N_("This is not a place of this account."))
