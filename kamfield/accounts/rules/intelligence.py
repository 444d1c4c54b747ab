"""Kinds of intelligence about a client: what each one is called and what it may say."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

from kamfield.core.codes import code_list
from kamfield.core.errors import Fault
from kamfield.core.texts import N_, NC_


class IntelligenceKind(StrEnum):
    """What a piece of intelligence is about; strength to threat are the client's SWOT as we see it."""

    INDUSTRY_NOTE = "industry_note"
    MARKET_NOTE = "market_note"
    BUSINESS_STATUS = "business_status"
    SHORT_TERM_GOAL = "short_term_goal"
    LONG_TERM_GOAL = "long_term_goal"
    NEED = "need"
    PAIN_POINT = "pain_point"
    COMPETITOR = "competitor"
    STRENGTH = "strength"
    WEAKNESS = "weakness"
    OPPORTUNITY = "opportunity"
    THREAT = "threat"
    EVENT = "event"
    NEWS = "news"


LABELS: dict[str, str] = {
    IntelligenceKind.INDUSTRY_NOTE: N_("Note on the industry"),
    IntelligenceKind.MARKET_NOTE: N_("Note on the market"),
    IntelligenceKind.BUSINESS_STATUS: N_("Business status"),
    IntelligenceKind.SHORT_TERM_GOAL: N_("Short-term goal"),
    IntelligenceKind.LONG_TERM_GOAL: N_("Long-term goal"),
    IntelligenceKind.NEED: N_("Need"),
    IntelligenceKind.PAIN_POINT: N_("Pain point"),
    IntelligenceKind.COMPETITOR: N_("Competitor"),
    IntelligenceKind.STRENGTH: N_("Strength"),
    IntelligenceKind.WEAKNESS: N_("Weakness"),
    IntelligenceKind.OPPORTUNITY: NC_("SWOT", "Opportunity"),
    IntelligenceKind.THREAT: N_("Threat"),
    IntelligenceKind.EVENT: N_("Event"),
    IntelligenceKind.NEWS: N_("News"),
}
CODE_LISTS = (code_list("intelligence_kind", IntelligenceKind, LABELS),)
ABOUT_COMPETITORS = ("product", "price", "service", "strength", "weakness")
SAYING = ("name", "text", *ABOUT_COMPETITORS)
NEEDS_NAME = frozenset({IntelligenceKind.COMPETITOR, IntelligenceKind.EVENT})
MAY_LIE_AHEAD = frozenset({IntelligenceKind.EVENT})


def faults_in(kind: IntelligenceKind, said: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with a piece of this kind: competitors and events have a name, everything else a text."""
    needed = "name" if kind in NEEDS_NAME else "text"
    if not said.get(needed):
        yield Fault("required", N_("This is required."), f"/{needed}")
    if kind != IntelligenceKind.COMPETITOR:
        for column in ABOUT_COMPETITORS:
            if said.get(column):
                yield Fault("not-for-this-kind", N_("Only a competitor has this."), f"/{column}")
