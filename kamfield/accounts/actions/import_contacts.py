"""Rows that are people at accounts, and the person that a row about an account may name beside it."""

from collections.abc import Sequence
from typing import Any

from kamfield.accounts.actions.import_lookups import Known, first_rows, look_up
from kamfield.accounts.models import Contact
from kamfield.accounts.models.imports import Import
from kamfield.accounts.rules import sort_key
from kamfield.accounts.rules.import_mapping import ImportMapping
from kamfield.accounts.rules.import_outcomes import Fate, Outcome
from kamfield.accounts.rules.import_rows import Reading
from kamfield.core.work import Work

FIELDS = ("name", "title", "department", "phone", "mobile", "email", "messenger", "birthday", "layer")


def contact_values(values: dict[str, Any], prefix: str = "contact.") -> dict[str, Any]:
    """The part of a row that is a person; nothing without a name."""
    found = {name: values[prefix + name] for name in FIELDS if prefix + name in values}
    return found if "name" in found else {}


def matching(contacts: Sequence[Contact], wanted: dict[str, Any]) -> Contact | None:
    """The contact with the same email address, else the one with the same name."""
    email = (wanted.get("email") or "").casefold()
    by_email = (one for one in contacts if email and (one.email or "").casefold() == email)
    by_name = (one for one in contacts if one.name_key == sort_key(wanted["name"]))
    return next(by_email, None) or next(by_name, None)


def compare_contact(contacts: Sequence[Contact], wanted: dict[str, Any], outcome: Outcome, prefix: str = "") -> None:
    """Notes what a row changes about a person, or that it adds one."""
    if not wanted:
        return
    contact = matching(contacts, wanted)
    for name, value in wanted.items():
        outcome.compare(prefix + name, getattr(contact, name, None), value)


def write_contact(work: Work, account_id: str, contacts: list[Contact], wanted: dict[str, Any]) -> None:
    """Adds the person or brings them up to date; the act on the account speaks of it."""
    contact = matching(contacts, wanted) if wanted else None
    if contact is None and wanted:
        contacts.append(work.add(Contact(account_id=account_id, **wanted)))
    elif contact is not None:
        for name, value in wanted.items():
            if getattr(contact, name) != value:
                setattr(contact, name, value)


def examine(
    work: Work, import_: Import, _mapping: ImportMapping, readings: Sequence[Reading]
) -> tuple[list[Outcome], Known]:
    """What would become of each row that is a person."""
    known = look_up(work, import_, readings, "account_code")
    known.seen = first_rows(work, import_, [(_key(reading), reading.row) for reading in readings])
    return [_outcome(work, known, reading) for reading in readings], known


def _key(reading: Reading) -> str:
    """The person in the file: the account and the address, or the name where there is no address."""
    person = reading.values.get("email", "").casefold() or sort_key(reading.values.get("name", str(reading.row)))
    return f"{reading.values.get('account_code', '')}\n{person}"


def _outcome(work: Work, known: Known, reading: Reading) -> Outcome:
    outcome = Outcome(reading)
    code = reading.values.get("account_code", "")
    account = known.accounts.get(code)
    if known.seen[_key(reading)] != reading.row:
        reading.bad("repeated-person", None, reading.values.get("name"), row=known.seen[_key(reading)])
    if account is not None and account.merged_into_id is not None:
        account = known.survivors.get(account.merged_into_id)
    if code and (account is None or (account.deleted_at is not None)):
        reading.bad("unknown-account", None, code)
    elif account is not None and account.id in known.ask:
        reading.bad("out-of-reach", None, code, ask=known.ask[account.id])
    if reading.is_bad or account is None:
        return outcome.refuse()
    outcome.account = account
    contacts = known.contacts.get(account.id, [])
    wanted = contact_values(reading.values, "")
    compare_contact(contacts, wanted, outcome)
    if matching(contacts, wanted) is None:
        outcome.fate, outcome.changes = Fate.ADDED, {}
    if outcome.fate is not Fate.UNCHANGED and not known.may(work, "account.change", account):
        reading.bad("not-allowed", None, code)
        outcome.refuse()
    return outcome


def write(work: Work, import_: Import, outcomes: Sequence[Outcome], known: Known) -> list[str]:
    """Writes what was found out, one act per account; returns the ids of the accounts."""
    touched: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        if outcome.fate in (Fate.ADDED, Fate.CHANGED):
            touched.setdefault(outcome.account.id, []).append(outcome)
    for account_id, mine in touched.items():
        rows = [outcome.reading.row for outcome in mine]
        work.act("account.change", mine[0].account, import_id=import_.id, rows=rows)
        for outcome in mine:
            wanted = contact_values(outcome.reading.values, "")
            write_contact(work, account_id, known.contacts.setdefault(account_id, []), wanted)
    return list(touched)
