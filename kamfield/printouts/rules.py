"""A month's plan as it stands on paper: plain values in the reader's words, the same for spreadsheet and page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from kamfield.core.texts import N_

TITLE = N_("Client visit plan")
HEADINGS = {
    "day": N_("Day"),
    "weekday": N_("Weekday"),
    "starts": N_("Start"),
    "minutes": N_("Minutes"),
    "client": N_("Client"),
    "tier": N_("Tier"),
    "who": N_("Who"),
    "form": N_("What"),
    "why": N_("Why: purpose and objectives"),
    "where": N_("Where"),
    "companions": N_("Companions"),
    "opportunity": N_("Opportunity"),
    "probability": N_("Probability"),
    "result": N_("Result"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One visit; `starts` is the rep's clock, `probability` 0 to 1. The texts may have several lines."""

    day: date
    weekday: str
    starts: time | None
    minutes: int | None
    client: str
    tier: str
    who: str
    form: str
    why: str
    where: str
    companions: str
    opportunity: str
    probability: float | None
    result: str


@dataclass(frozen=True, slots=True)
class WeekOfPlan:
    """The visits of a week, and the line above them."""

    said: str
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Total:
    """A figure of the month."""

    said: str
    value: int | float


@dataclass(frozen=True, slots=True)
class TierRow:
    """The cover of one tier: `coverage` is clients planned / clients, 0 to 1; None where there is no client."""

    tier: str
    clients: int
    clients_planned: int
    coverage: float | None
    required: int
    planned: int


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """The whole form. `file_name` has no ending; `footer` says when and by whom it was printed."""

    title: str
    subtitles: Sequence[str]
    weeks: Sequence[WeekOfPlan]
    totals: Sequence[Total]
    tiers: Sequence[TierRow]
    signatures: Sequence[str]
    footer: str
    file_name: str


def coverage(clients_planned: int, clients: int) -> float | None:
    """Clients planned / clients; None where there is none."""
    return clients_planned / clients if clients else None
