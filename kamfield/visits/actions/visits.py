"""What can be done with a visit as such."""

from collections.abc import Mapping, Sequence
from typing import Any

from kamfield.accounts import queries as accounts
from kamfield.core.errors import invalid
from kamfield.core.texts import N_
from kamfield.core.work import Work
from kamfield.opportunities.actions import refer
from kamfield.policies import queries as policies
from kamfield.quotes import queries as quotes
from kamfield.users import queries as users
from kamfield.visits import queries
from kamfield.visits.actions import objectives as aims
from kamfield.visits.actions.days import check_start, same_hour, zone_of
from kamfield.visits.actions.people import set_companions, set_contacts
from kamfield.visits.actions.preparation import missing_of, note_missing
from kamfield.visits.actions.repeats import refuse_repeated
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
    row_ids: Mapping[str, str] | None = None,
    objectives: Sequence[dict[str, Any]] = (),
    again: bool = False,
    **columns: Any,
) -> Visit:
    """A new visit of the caller, or of somebody the caller manages.

    It is refused where one of its form is planned already in the same due period of the account, unless `again`.
    """
    account = work.referred("/account_id", accounts.to_change(work.user, account_id))
    if not again:
        refuse_repeated(work, account, columns)
    if rep_id is not None:
        work.referred("/rep_id", users.to_name(work.user, rep_id))
    _check_why(work, account_id, columns)
    columns["minutes"] = columns.get("minutes") or _usual_minutes(work, columns.get("form"))
    visit = Visit(account_id=account_id, rep_id=rep_id or work.user.id, **columns)
    _check_aim(visit)
    work.act("visit.add", work.add(visit))
    _check(work, visit)
    visit.missing = missing_of(visit, len(contact_ids), len(objectives))
    work.db.flush()
    if contact_ids:
        set_contacts(work, visit, contact_ids, row_ids)
    if companion_ids:
        set_companions(work, visit, companion_ids, row_ids)
    for place, draft in enumerate(objectives):
        aims.add_to(work, visit, f"/objectives/{place}", **draft)
    return visit


def change(
    work: Work,
    visit_id: str,
    version: int | None = None,
    *,
    contact_ids: Sequence[str] | None = None,
    companion_ids: Sequence[str] | None = None,
    row_ids: Mapping[str, str] | None = None,
    **columns: Any,
) -> Visit:
    """Other answers to the 5W. Another day is an act of its own, `visit.move`: plans follow it.

    A visit that only goes to another day keeps its hour.
    """
    visit = work.one(queries.by_id(work.user, visit_id), version=version)
    if columns.get("day", visit.day) == visit.day:
        work.act("visit.change", visit)
        visit.step("prepare")
    else:
        work.act("visit.move", visit, from_day=visit.day.isoformat(), day=columns["day"].isoformat())
        visit.step("reschedule" if visit.state == State.MISSED else "prepare")
        if visit.starts_at and "starts_at" not in columns:
            columns["starts_at"] = same_hour(visit.starts_at, columns["day"], zone_of(work, visit.rep_id))
    _check_why(work, visit.account_id, columns)
    for name, value in columns.items():
        setattr(visit, name, value)
    _check_aim(visit)
    _check(work, visit)
    if contact_ids is not None:
        set_contacts(work, visit, contact_ids, row_ids)
    if companion_ids is not None:
        set_companions(work, visit, companion_ids, row_ids)
    note_missing(work, visit)
    return visit


def cancel(work: Work, visit_id: str, reason: CancelReason, note: str | None = None) -> Visit:
    """It does not take place, and why."""
    visit = work.one(queries.by_id(work.user, visit_id))
    work.act("visit.cancel", visit, day=visit.day.isoformat(), reason=reason)
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
    work.act("visit.miss", visit, day=visit.day.isoformat())
    visit.step("miss")


def shown(work: Work, visit_id: str) -> Visit:
    """A visit with all that belongs to it, as it is after what was just done."""
    work.db.flush()
    return work.one(queries.in_full(work.user, visit_id))


def _usual_minutes(work: Work, form: str | None) -> int:
    usual = policies.current(work)
    return usual.visit_minutes_by_form.get(form or "", usual.visit_minutes)


def _check(work: Work, visit: Visit) -> None:
    with work.db.no_autoflush:  # what is wrong must be said before the database says it
        _check_place(work, visit)
        _check_time(work, visit)


def _check_time(work: Work, visit: Visit) -> None:
    check_start(zone_of(work, visit.rep_id), visit.day, visit.starts_at)


def _check_why(work: Work, account_id: str, columns: dict[str, Any]) -> None:
    """What it serves is the account's; a quotation of an opportunity serves that one, unless another is named."""
    if columns.get("quote_id") is not None:
        quote = work.referred("/quote_id", quotes.by_id(work.user, columns["quote_id"]))
        if quote.account_id != account_id:
            raise invalid("/quote_id", "not-of-this-account", N_("This quotation belongs to another account."))
        columns.setdefault("opportunity_id", quote.opportunity_id)
    if columns.get("opportunity_id") is not None:
        refer(work, "/opportunity_id", columns["opportunity_id"], account_id)


def _check_aim(visit: Visit) -> None:
    if visit.aims_at is not None and visit.opportunity_id is None:
        raise invalid("/aims_at", "no-opportunity", N_("Name the opportunity whose question the visit is to answer."))


def _check_place(work: Work, visit: Visit) -> None:
    if (visit.latitude is None) != (visit.longitude is None):
        pointer = "/latitude" if visit.latitude is None else "/longitude"
        raise invalid(pointer, "half-a-point", N_("A point needs latitude and longitude."))
    if visit.place_id is not None:
        places = {place.id for place in work.all(places_of(work.user, visit.account_id))}
        if visit.place_id not in places:
            raise invalid("/place_id", "unknown-reference", N_("This is not a place of this account."))
