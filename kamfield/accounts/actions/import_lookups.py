"""What an import has to know about some hundred rows before it can say what becomes of each: a query per kind."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import insert

from kamfield.accounts.models import Account, Contact, Fact, Place
from kamfield.accounts.models.imports import Import, SeenCode
from kamfield.accounts.queries import imports as queries
from kamfield.accounts.rules.import_rows import Reading
from kamfield.core.work import Work
from kamfield.users.models import User


@dataclass
class Known:
    """The accounts that the rows name by code, and what belongs to them."""

    accounts: dict[str, Account] = field(default_factory=dict)
    reached: set[str] = field(default_factory=set)
    ask: dict[str, str] = field(default_factory=dict)
    survivors: dict[str, Account] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    contacts: dict[str, list[Contact]] = field(default_factory=dict)
    leads: dict[str, User] = field(default_factory=dict)
    facts: dict[tuple[str, str, str], Fact] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)
    standings: dict[tuple[str, str], bool] = field(default_factory=dict)

    def may(self, work: Work, verb: str, account: Account) -> bool:
        """Whether the importer may do this: asked once per lead, because that is what the rules go by."""
        standing = (verb, account.lead_id)
        if standing not in self.standings:
            self.standings[standing] = bool(work.house.permits(work, verb, account))
        return self.standings[standing]


def look_up(work: Work, import_: Import, readings: Sequence[Reading], code_field: str) -> Known:
    """Everything about the codes, parent codes and leads of these rows."""
    codes = _values(readings, code_field, "parent_code")
    known = Known(accounts={one.code: one for one in work.all(queries.coded(codes)) if one.code})
    ids = [one.id for one in known.accounts.values()]
    known.reached = set(work.db.scalars(queries.reached_of(work.user, ids)))
    known.ask = _pairs(work, queries.lead_names([one for one in ids if one not in known.reached]))
    merged = [one.merged_into_id for one in known.accounts.values() if one.merged_into_id]
    known.survivors = {one.id: one for one in work.all(queries.survivors(work.user, merged))}
    mine = [known.accounts[code].id for code in _values(readings, code_field) if code in known.accounts]
    known.places = {one.account_id: one for one in work.all(queries.places_of(mine))}
    for contact in work.all(queries.contacts_of(mine)):
        known.contacts.setdefault(contact.account_id, []).append(contact)
    if any(reading.values.get("facts") for reading in readings):
        known.facts = {(one.account_id, *one.place): one for one in work.all(queries.facts_of(mine))}
    emails = [email.lower() for email in _values(readings, "lead")]
    known.leads = {one.email: one for one in work.all(queries.leads(work.user, emails))}
    return known


def first_rows(work: Work, import_: Import, keys: Iterable[tuple[str, int]]) -> dict[str, int]:
    """The row in which this import met each key first; new ones are remembered. `keys` are `(key, row)`, in order."""
    given = list(keys)
    seen = _pairs(work, queries.seen(import_.id, {key for key, _ in given}))
    new: dict[str, int] = {}
    for key, row in given:
        if key not in seen:
            new.setdefault(key, row)
    if new:
        work.db.execute(
            insert(SeenCode), [{"import_id": import_.id, "code": key, "row": row} for key, row in new.items()]
        )
    return seen | new


def _values(readings: Sequence[Reading], *names: str) -> set[str]:
    return {reading.values[name] for reading in readings for name in names if name in reading.values}


def _pairs(work: Work, statement: Any) -> dict[str, Any]:
    return {row[0]: row[1] for row in work.db.execute(statement)}
