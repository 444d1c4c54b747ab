"""Commercial facts that an import learns: compared and written for a whole portion."""

from collections.abc import Sequence
from typing import Any

from kamfield.accounts.actions.import_lookups import Known
from kamfield.accounts.actions.origin import author_of
from kamfield.accounts.models import Fact, Import
from kamfield.accounts.rules.facts import Source
from kamfield.accounts.rules.import_facts import field_of, shown
from kamfield.accounts.rules.import_mapping import ImportMapping
from kamfield.accounts.rules.import_outcomes import Fate, Outcome
from kamfield.accounts.rules.import_rows import Reading, column_of
from kamfield.core.work import Work

SAID = ("amount", "unit", "currency", "text", "due_on")


def read_facts(mapping: ImportMapping, readings: Sequence[Reading]) -> None:
    """Puts together what each row says of each fact; one that cannot be is a bad row."""
    for reading in readings:
        reading.values["facts"] = [
            (column, said)
            for number, column in enumerate(mapping.facts)
            if (said := column.says(reading.values, number)) and not _refused(mapping, reading, number, said)
        ]


def compare_facts(known: Known, outcome: Outcome) -> None:
    """Notes the facts that a row changes or adds."""
    for column, said in outcome.reading.values.get("facts", ()):
        fact = known.facts.get((outcome.account.id, *column.place))
        before = shown({name: getattr(fact, name) for name in SAID}) if fact else None
        outcome.compare(column.name, before, shown(said))


def write_facts(work: Work, import_: Import, known: Known, outcomes: Sequence[Outcome]) -> None:
    """The facts of rows that were added or changed; what was known before becomes history first."""
    new: list[Fact] = []
    for outcome in outcomes:
        for column, said in outcome.reading.values.get("facts", ()):
            if outcome.fate is Fate.ADDED or column.name in outcome.changes:
                fact = known.facts.get((outcome.account.id, *column.place))
                new.append(_learnt(work, import_, outcome.account.id, column.kind, said))
                if fact is not None:
                    (fact if fact.fresh_on <= new[-1].observed_on else new[-1]).supersede(work.now)
    work.db.flush()  # only one fact of a kind and subject may count at any moment
    work.db.add_all(new)
    work.db.flush()


def _refused(mapping: ImportMapping, reading: Reading, number: int, said: dict[str, Any]) -> bool:
    fault = mapping.facts[number].fault_in(said)
    if fault is not None:
        names = (field_of(number, name) for name in ("amount", "text", "due_on"))
        column = next((column for name in names if (column := column_of(mapping, name))), None)
        reading.bad(fault, column, str(said.get("amount") or said.get("text") or ""))
    return fault is not None


def _learnt(work: Work, import_: Import, account_id: str, kind: str, said: dict[str, Any]) -> Fact:
    origin = {"source_kind": Source.IMPORT, "source_id": import_.id, "author_id": author_of(work)}
    return Fact(account_id=account_id, kind=kind, observed_on=work.today, **origin, **said)
