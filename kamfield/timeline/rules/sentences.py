"""From an act in the journal to a sentence in somebody's language."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from kamfield.core.texts import N_, translate
from kamfield.timeline.rules.kinds import Told
from kamfield.timeline.rules.told import TOLD

PARAMETER = re.compile(r"%\((\w+)\)s")
MOST_SAID = 160
NOBODY = "–"
UNITS = {"percent": "%", "days": N_("days")}


def people_in(act: Any) -> Iterator[str]:
    """The ids of the people whom the sentence about an act names."""
    told = TOLD[act.verb]
    ids = (act.actor_id, act.on_behalf_of_id, *(_at(act, place) for place in told.people.values()))
    return (str(one) for one in ids if one)


def sentence(act: Any, names: Mapping[str, str], locale: str) -> str:
    """What happened. `act` is a row of the journal, `names` are people's names by id."""
    told = TOLD[act.verb]
    params = {name: _said(act, told, name, names, locale) for name in PARAMETER.findall(told.sentence)}
    return translate(told.sentence, locale, **params)


def _said(act: Any, told: Told, name: str, names: Mapping[str, str], locale: str) -> str:
    if name == "actor":
        return names.get(act.actor_id, NOBODY)
    if name in told.people:
        return names.get(_at(act, told.people[name]), NOBODY)
    value = _at(act, told.places.get(name, f"details.{name}"))
    if name in told.labels and value is not None:
        return translate(told.labels[name].get(value, str(value)), locale)
    if name == "about":
        return f" ({value})" if value else ""
    if name == "said":
        text = _value(value, locale) if isinstance(value, dict) else _cut(str(value or ""))
        return f": {text}" if text else ""
    return str(value or NOBODY)


def _at(act: Any, place: str) -> Any:
    """`after.tier` is the tier in what the act left behind; `after` is all of it."""
    part, _, column = place.partition(".")
    found = getattr(act, part) or {}
    return found.get(column) if column else found


def _value(after: Mapping[str, Any], locale: str) -> str:
    """`1200 t`, `30 days`, `200000 CNY`, `due 2026-09-01`, and the text, as far as there are any."""
    unit = after.get("unit") or ""
    amount = " ".join(filter(None, (_plain(after.get("amount")), after.get("currency"), _unit(unit, locale))))
    parts = (amount, after.get("due_on"), after.get("text"))
    return _cut(", ".join(str(part) for part in parts if part))


def _cut(text: str) -> str:
    return text if len(text) <= MOST_SAID else text[: MOST_SAID - 1] + "…"


def _unit(unit: str, locale: str) -> str:
    return translate(UNITS[unit], locale) if unit in UNITS and unit != "percent" else UNITS.get(unit, unit)


def _plain(amount: str | None) -> str | None:
    """`1200.0000` as people write it."""
    return amount.rstrip("0").rstrip(".") if amount and "." in amount else amount
