"""From an act in the journal to a sentence in somebody's language."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from kamfield.core.money import money_told
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
    """`1,200 t`, `30 days`, `CN¥12.50 / kg`, `2026-09-01`, and the text, as far as there are any."""
    parts = (_amount(after, locale), after.get("due_on"), after.get("text"))
    return _cut(", ".join(str(part) for part in parts if part))


def _cut(text: str) -> str:
    return text if len(text) <= MOST_SAID else text[: MOST_SAID - 1] + "…"


def _amount(after: Mapping[str, Any], locale: str) -> str:
    unit, currency = _unit(after.get("unit") or "", locale), after.get("currency")
    if after.get("amount") is None:
        return unit
    amount = money_told(Decimal(after["amount"]), currency, locale)
    return (f"{amount} / {unit}" if currency else f"{amount} {unit}") if unit else amount


def _unit(unit: str, locale: str) -> str:
    return translate(UNITS[unit], locale) if unit in UNITS and unit != "percent" else UNITS.get(unit, unit)
