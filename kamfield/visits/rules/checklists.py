"""Steps that a visit of some form goes through; the built-in one is the store visit in eight steps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kamfield.core.texts import LOCALES, N_, translate
from kamfield.visits.rules.codes import Form

MOST_LIVING = 100  # of a company: an app reads them all at once


@dataclass(frozen=True)
class BuiltIn:
    """A checklist of ours; the same columns as one of a company."""

    id: str
    form: str | None
    labels: Mapping[str, str]
    steps: Sequence[Mapping[str, Any]]
    revision: int = 1
    replaces_id: str | None = None
    retired_at: datetime | None = None
    version: int = 1


def _labels(text: str) -> dict[str, str]:
    return {locale: translate(text, locale) for locale in LOCALES}


def _step(code: str, label: str, *, counts: bool = False) -> dict[str, Any]:
    return {"code": code, "labels": _labels(label), "counts": counts}


STORE_VISIT = BuiltIn(
    id="store-visit",
    form=Form.SALES_VISIT,
    labels=_labels(N_("Store visit in eight steps")),
    steps=(
        _step("prepare", N_("Prepare")),
        _step("check_outside", N_("Check outside")),
        _step("greet", N_("Greet")),
        _step("merchandise", N_("Merchandise")),
        _step("count_stock", N_("Count stock"), counts=True),
        _step("suggest_order", N_("Suggest order")),
        _step("take_order", N_("Take order"), counts=True),
        _step("close", N_("Close")),
    ),
)
BUILT_IN: Mapping[str, BuiltIn] = {STORE_VISIT.id: STORE_VISIT}


def built_in_for(form: str | None) -> BuiltIn | None:
    """What we offer for a form of activity where the company has nothing of its own."""
    return next((one for one in BUILT_IN.values() if one.form == form), None)
