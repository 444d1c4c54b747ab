"""Columns that become commercial facts: which kind, about what, in which unit."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kamfield.accounts.rules import sort_key
from kamfield.accounts.rules.facts import FactKind, faults_in, with_unit
from kamfield.core.money import money_text

PREFIX = "fact."  # of the field that holds what is read for one fact: `fact.0.amount`
SAID_BY_ROW = ("amount", "text", "due_on")
SAID_BY_MAPPING = ("subject", "unit", "currency")


@dataclass(frozen=True, slots=True)
class FactColumn:
    """One fact per row: what the mapping says of it; amount, text or day come from the row."""

    kind: FactKind
    said: Mapping[str, str]

    @property
    def place(self) -> tuple[str, str]:
        """Kind and subject: of all facts of an account with the same, one counts."""
        return self.kind.value, sort_key(self.said.get("subject", ""))

    @property
    def name(self) -> str:
        """As differences call it."""
        return PREFIX + ".".join(part for part in self.place if part)

    def says(self, values: Mapping[str, Any], number: int) -> dict[str, Any]:
        """What a row says, with the unit of the kind; nothing when the row says nothing."""
        given = {name: values[key] for name in SAID_BY_ROW if (key := field_of(number, name)) in values}
        return with_unit(self.kind, {"subject": "", **self.said, **given}) if given else {}

    def fault_in(self, said: Mapping[str, Any]) -> str | None:
        """The code of the first thing that is wrong with it."""
        return next((fault.code for fault in faults_in(self.kind, said)), None)


def field_of(number: int, name: str) -> str:
    """The field in which the row's part of a fact is read."""
    return f"{PREFIX}{number}.{name}"


def shown(said: Mapping[str, Any]) -> dict[str, Any]:
    """A fact as differences show it: what it says, without what it does not."""
    found = {name: str(said[name]) for name in ("amount", "unit", "currency", "text", "due_on") if said.get(name)}
    if "amount" in found:
        found["amount"] = money_text(said["amount"], said.get("currency"))
    return found
