"""Writing the accounts of a portion: one act per account, everything else in bulk."""

from collections.abc import Sequence

from kamfield.accounts.actions.import_accounts import OF_PLACE, OWN
from kamfield.accounts.actions.import_contacts import contact_values, write_contact
from kamfield.accounts.actions.import_lookups import Known
from kamfield.accounts.models import Account, Member, Place
from kamfield.accounts.models.imports import Import
from kamfield.accounts.rules import Location, MemberRole
from kamfield.accounts.rules.import_outcomes import Fate, Outcome
from kamfield.core.work import Work
from kamfield.geo.point import Point

MAIN_PLACE = "Main"


def write(work: Work, import_: Import, outcomes: Sequence[Outcome], known: Known) -> list[str]:
    """Writes what was found out; returns the ids of the accounts that were added or changed."""
    touched = [outcome for outcome in outcomes if outcome.fate in (Fate.ADDED, Fate.CHANGED)]
    for outcome in touched:
        if outcome.fate is Fate.ADDED:
            _add(work, import_, outcome)
        else:
            _change(work, import_, outcome)
        account, values = outcome.account, outcome.reading.values
        _write_place(work, account, known.places.get(account.id), outcome)
        write_contact(work, account.id, known.contacts.setdefault(account.id, []), contact_values(values))
    work.db.flush()
    _write_parents(known, touched)
    work.db.flush()
    return [outcome.account.id for outcome in touched]


def _add(work: Work, import_: Import, outcome: Outcome) -> None:
    values = outcome.reading.values
    own = {name: values[name] for name in (*OWN, "code", "tier", "tags", "lead_id") if name in values}
    outcome.account = account = work.add(Account(**own))
    work.act("account.add", account, import_id=import_.id, row=outcome.reading.row)
    work.add(Member(account_id=account.id, user_id=account.lead_id, role=MemberRole.LEAD))


def _change(work: Work, import_: Import, outcome: Outcome) -> None:
    account, values = outcome.account, outcome.reading.values
    work.act("account.change", account, import_id=import_.id, row=outcome.reading.row)
    for name in (*OWN, "tier", "tags"):
        if name in outcome.changes:
            setattr(account, name, outcome.changes[name][1] if name == "tags" else values[name])


def _write_place(work: Work, account: Account, place: Place | None, outcome: Outcome) -> None:
    """The main place takes what the row knows; an account without places gets one."""
    values = {name: outcome.reading.values.get(f"place.{name}") for name in (*OF_PLACE, "latitude", "longitude")}
    given = {name: value for name, value in values.items() if value is not None}
    if not given.keys() - {"country", "label"} or (outcome.changes and not _names_place(outcome)):
        return
    if place is None:
        label = given.pop("label", None) or given.get("city") or MAIN_PLACE
        place = work.add(Place(account_id=account.id, label=label, is_main=True))
    for name in OF_PLACE:
        if name in given and getattr(place, name) != given[name]:
            setattr(place, name, given[name])
    _write_point(place, given)


def _names_place(outcome: Outcome) -> bool:
    return any(name.startswith("place.") for name in outcome.changes)


def _write_point(place: Place, given: dict[str, float]) -> None:
    if "latitude" in given and (place.latitude, place.longitude) != (given["latitude"], given["longitude"]):
        place.lies_at(Point(given["latitude"], given["longitude"]), Location.GIVEN)


def _write_parents(known: Known, touched: Sequence[Outcome]) -> None:
    """After the flush, because a parent may stand in the same portion, below its branch."""
    here = {outcome.account.code: outcome.account for outcome in touched}
    for outcome in touched:
        parent_code = outcome.reading.values.get("parent_code")
        parent = here.get(parent_code) or known.accounts.get(parent_code or "")
        if parent is not None and parent.id != outcome.account.parent_id:
            outcome.account.parent_id = parent.id
