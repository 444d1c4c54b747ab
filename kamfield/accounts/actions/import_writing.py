"""Writing the accounts of a portion: one act per account, everything else in bulk."""

from collections.abc import Sequence
from typing import Any

from kamfield.accounts.actions.import_accounts import OF_PLACE, OWN
from kamfield.accounts.actions.import_contacts import contact_values, write_contact
from kamfield.accounts.actions.import_facts import write_facts
from kamfield.accounts.actions.import_lookups import Known
from kamfield.accounts.actions.places import ASKED_OF_THE_MAP, SET_BY_HAND, ask_the_map
from kamfield.accounts.models import Account, Member, Place
from kamfield.accounts.models.imports import Import
from kamfield.accounts.queries import imports as queries
from kamfield.accounts.rules import MOST_LEVELS, Location, MemberRole
from kamfield.accounts.rules.import_outcomes import Fate, Outcome
from kamfield.core.work import Work
from kamfield.geo.point import Point

MAIN_PLACE = "Main"


def write(work: Work, import_: Import, outcomes: Sequence[Outcome], known: Known) -> list[str]:
    """Writes what was found out; returns the ids of the accounts that were added or changed.

    What refers to an account is written after it, and a parent may stand below its branch: hence the flushes.
    """
    touched = [outcome for outcome in outcomes if outcome.fate in (Fate.ADDED, Fate.CHANGED)]
    for outcome in touched:
        write_account = _add if outcome.fate is Fate.ADDED else _change
        write_account(work, import_, outcome)
    work.db.flush()
    places = [_write_parts(work, known, outcome) for outcome in touched]
    work.db.flush()
    _write_parents(work, known, touched)
    write_facts(work, import_, known, touched)
    for place in places:
        if place is not None:
            ask_the_map(work, place)
    return [outcome.account.id for outcome in touched]


def _add(work: Work, import_: Import, outcome: Outcome) -> None:
    values = outcome.reading.values
    own = {name: values[name] for name in (*OWN, "code", "tier", "tags", "lead_id") if name in values}
    outcome.account = work.add(Account(**own))
    work.act("account.add", outcome.account, import_id=import_.id, row=outcome.reading.row)


def _change(work: Work, import_: Import, outcome: Outcome) -> None:
    account, values = outcome.account, outcome.reading.values
    work.act("account.change", account, import_id=import_.id, row=outcome.reading.row)
    for name in (*OWN, "tier", "tags"):
        if name in outcome.changes:
            setattr(account, name, outcome.changes[name][1] if name == "tags" else values[name])


def _write_parts(work: Work, known: Known, outcome: Outcome) -> Place | None:
    """Team, place and person; returns the place if the map has to be asked where it is."""
    account, values = outcome.account, outcome.reading.values
    if outcome.fate is Fate.ADDED:
        work.add(Member(account_id=account.id, user_id=account.lead_id, role=MemberRole.LEAD))
    write_contact(work, account.id, known.contacts.setdefault(account.id, []), contact_values(values))
    return _write_place(work, account, known.places.get(account.id), values)


def _write_place(work: Work, account: Account, place: Place | None, values: dict[str, Any]) -> Place | None:
    """The main place takes what the row knows; an account without places gets one, if the row knows where it is."""
    given = {name: values[f"place.{name}"] for name in OF_PLACE if f"place.{name}" in values}
    point = Point(values["place.latitude"], values["place.longitude"]) if "place.latitude" in values else None
    if place is None:
        if point is None and not given.keys() & {"address", "city"}:
            return None
        given.setdefault("label", given.get("city") or MAIN_PLACE)
        place = work.add(Place(account_id=account.id, is_main=True, label=given["label"]))
    moves = any(given[name] != getattr(place, name) for name in ASKED_OF_THE_MAP & given.keys())
    for name, value in given.items():
        setattr(place, name, value)
    if point is not None and place.point != point:
        place.lies_at(point, Location.GIVEN)
    elif point is None and moves and place.location not in SET_BY_HAND:
        place.forget_point()
        return place
    return None


def _write_parents(work: Work, known: Known, touched: Sequence[Outcome]) -> None:
    """After the flush, because a parent may stand in the same portion, below its branch. Circles are left open."""
    here = {outcome.account.code: outcome.account for outcome in touched}
    wanted: dict[str, str] = {}
    for outcome in touched:
        parent_code = outcome.reading.values.get("parent_code")
        parent = here.get(parent_code) or known.accounts.get(parent_code or "")
        if parent is not None and parent.id != outcome.account.parent_id:
            wanted[outcome.account.id] = parent.id
    above = _lines_above(work, set(wanted.values())) if wanted else {}
    for outcome in touched:
        parent_id = wanted.get(outcome.account.id)
        if parent_id is not None and _is_above(above, outcome.account.id, parent_id):
            outcome.reading.doubt("circular-parents", None, outcome.reading.values["parent_code"])
        elif parent_id is not None:
            outcome.account.parent_id = above[outcome.account.id] = parent_id


def _lines_above(work: Work, account_ids: set[str]) -> dict[str, str]:
    """The parents of accounts, of those parents, and so on: a query per level."""
    above: dict[str, str] = {}
    for _ in range(MOST_LEVELS):
        found = {row[0]: row[1] for row in work.db.execute(queries.parents(account_ids))}
        above |= found
        account_ids = set(found.values()) - above.keys()
        if not account_ids:
            break
    return above


def _is_above(above: dict[str, str], account_id: str, parent_id: str | None) -> bool:
    for _ in range(MOST_LEVELS):
        if parent_id is None or parent_id == account_id:
            break
        parent_id = above.get(parent_id)
    return parent_id is not None
