"""Rows that are accounts: what each one adds or changes, found out for a whole portion before anything is written."""

from collections.abc import Iterable, Sequence
from typing import Any

from kamfield.accounts.actions.duplicates import Candidate, lookalikes
from kamfield.accounts.actions.import_contacts import compare_contact, contact_values
from kamfield.accounts.actions.import_facts import compare_facts, read_facts
from kamfield.accounts.actions.import_lookups import Known, first_rows, look_up
from kamfield.accounts.models import Account, Place
from kamfield.accounts.models.imports import Import
from kamfield.accounts.queries import imports as queries
from kamfield.accounts.rules import Location
from kamfield.accounts.rules.import_mapping import ImportMapping
from kamfield.accounts.rules.import_outcomes import Fate, Outcome
from kamfield.accounts.rules.import_rows import Reading
from kamfield.accounts.rules.lookalikes import Sketch, folded_name
from kamfield.core.work import Work
from kamfield.geo.point import Point

OWN = ("name", "relationship", "status", "industry", "time_zone")
OF_PLACE = ("label", "address", "city", "country", "radius_metres")


def examine(
    work: Work, import_: Import, mapping: ImportMapping, readings: Sequence[Reading]
) -> tuple[list[Outcome], Known]:
    """What would become of each row."""
    read_facts(mapping, readings)
    known = look_up(work, import_, readings, "code")
    coded = [(reading.values["code"], reading.row) for reading in readings if "code" in reading.values]
    known.seen = first_rows(work, import_, coded)
    outcomes = [_outcome(work, import_, known, reading) for reading in readings]
    _warn_of_lookalikes(work, import_, [one for one in outcomes if one.fate is Fate.ADDED])
    return outcomes, known


def _outcome(work: Work, import_: Import, known: Known, reading: Reading) -> Outcome:
    outcome = Outcome(reading)
    code = reading.values.get("code")
    if code is not None and known.seen[code] != reading.row:
        reading.bad("repeated-code", None, code, row=known.seen[code])
    if reading.is_bad or code is None:
        return outcome.refuse()
    account = known.accounts.get(code)
    _check_parent(known, reading, code)
    if account is None:
        _prepare_new(work, import_, known, outcome)
    elif account.merged_into_id is not None:
        survivor = known.survivors.get(account.merged_into_id)
        reading.doubt("merged-away", None, code, name=survivor.name if survivor else "?")
    elif account.id not in known.reached:
        reading.bad("out-of-reach", None, code, ask=known.ask.get(account.id, "?"))
    else:
        outcome.account = account
        _compare(work, known, outcome)
    return outcome.refuse() if reading.is_bad else outcome


def _check_parent(known: Known, reading: Reading, code: str) -> None:
    parent_code = reading.values.get("parent_code")
    if parent_code == code:
        reading.bad("own-parent", None, parent_code)
    parent = known.accounts.get(parent_code or "")
    if parent_code and parent_code not in known.seen and (parent is None or parent.id not in known.reached):
        reading.doubt("unknown-parent", None, parent_code)
        del reading.values["parent_code"]


def _prepare_new(work: Work, import_: Import, known: Known, outcome: Outcome) -> None:
    values = outcome.reading.values
    outcome.fate = Fate.ADDED
    values["lead_id"] = _lead_of_new(work, import_, known, outcome.reading)
    if values["lead_id"] is None:
        return
    account = Account(code=values["code"], name=values["name"], lead_id=values["lead_id"])
    if "tier" in values and not known.may(work, "account.set_tier", account):
        outcome.reading.doubt("decided-elsewhere", None, values.pop("tier"))


def _lead_of_new(work: Work, import_: Import, known: Known, reading: Reading) -> str | None:
    """The lead in the row, else the one named for the whole file, else whoever imports."""
    email = reading.values.get("lead")
    if email is not None:
        lead = known.leads.get(email.lower())
        if lead is None:
            reading.bad("unknown-lead", None, email)
        return lead.id if lead else None
    lead_id = import_.lead_id or import_.user_id
    if lead_id is None:
        reading.bad("no-lead")
    return lead_id


def _compare(work: Work, known: Known, outcome: Outcome) -> None:
    """Notes what the row changes. What a row does not know stays as it is."""
    account, values, reading = outcome.account, outcome.reading.values, outcome.reading
    for name in OWN:
        if name in values:
            outcome.compare(name, getattr(account, name), values[name])
    if "tags" in values:
        outcome.compare("tags", account.tags, list(dict.fromkeys([*account.tags, *values["tags"]])))
    if "parent_code" in values and values["parent_code"] in known.accounts:
        outcome.compare("parent_id", account.parent_id, known.accounts[values["parent_code"]].id)
    _compare_decisions(work, known, outcome)
    _compare_place(known.places.get(account.id), outcome)
    compare_contact(known.contacts.get(account.id, []), contact_values(values), outcome, "contact.")
    compare_facts(known, outcome)
    if outcome.changes and not known.may(work, "account.change", account):
        reading.bad("not-allowed", None, account.code)


def _compare_decisions(work: Work, known: Known, outcome: Outcome) -> None:
    """Tier and lead are decided, not typed in: whoever may not decide leaves them as they are."""
    account, values, reading = outcome.account, outcome.reading.values, outcome.reading
    if "tier" in values and values["tier"] != account.tier:
        if known.may(work, "account.set_tier", account):
            outcome.compare("tier", account.tier, values["tier"])
        else:
            reading.doubt("decided-elsewhere", None, values.pop("tier"))
    lead = known.leads.get(values.get("lead", "").lower())
    if "lead" in values and (lead is None or lead.id != account.lead_id):
        reading.doubt("lead-differs", None, values["lead"])


def _compare_place(place: Place | None, outcome: Outcome) -> None:
    values = outcome.reading.values
    for name in OF_PLACE:
        if f"place.{name}" in values:
            outcome.compare(f"place.{name}", getattr(place, name, None), values[f"place.{name}"])
    if "place.latitude" not in values:
        return
    before = [place.latitude, place.longitude] if place and place.latitude is not None else None
    after = [values["place.latitude"], values["place.longitude"]]
    if place is not None and place.location == Location.ON_THE_SPOT and before != after:
        outcome.reading.doubt("corrected-on-the-spot")
        del values["place.latitude"], values["place.longitude"]
    else:
        outcome.compare("place.point", before, after)


def _warn_of_lookalikes(work: Work, import_: Import, new: Sequence[Outcome]) -> None:
    """A new account that looks like another one is taken, and somebody should look at it."""
    named = [(_name_key(one.reading.values), one) for one in new]
    first = first_rows(work, import_, [(key, one.reading.row) for key, one in named])
    found = lookalikes(work, {str(one.reading.row): _sketch(one.reading.values) for one in new})
    ours = _codes_of(work, import_, found.values())
    for key, one in named:
        if first[key] != one.reading.row:
            one.reading.doubt("looks-like-row", None, one.reading.values["name"], row=first[key])
        others = [like for like in found[str(one.reading.row)] if like.code not in ours]
        if others:
            one.reading.doubt("looks-like-existing", None, one.reading.values["name"], names=_names(others))


def _codes_of(work: Work, import_: Import, found: Iterable[list[Candidate]]) -> set[str]:
    """Of the candidates' codes those that stand in this file: rows of it that were written a moment ago."""
    codes = {like.code for some in found for like in some if like.code}
    return {row.code for row in work.db.execute(queries.seen(import_.id, codes))} if codes else set()


def _names(found: Sequence[Candidate]) -> str:
    return ", ".join(
        dict.fromkeys(f"{one.name} [{one.code or one.id}]" if one.in_reach else one.lead_name for one in found)
    )


def _name_key(values: dict[str, Any]) -> str:
    """Marked so that it cannot be taken for a code."""
    return f"\n{folded_name(values['name'])}\n{folded_name(values.get('place.city', ''))}"


def _sketch(values: dict[str, Any]) -> Sketch:
    phones = (values.get("contact.phone"), values.get("contact.mobile"))
    located = "place.latitude" in values
    points = (Point(values["place.latitude"], values["place.longitude"]),) if located else ()
    return Sketch(values["name"], None, tuple(number for number in phones if number), points)
