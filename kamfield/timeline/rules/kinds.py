"""How a verb is told: a sentence of the catalogues, and where its parameters are found in the journal.

`%(actor)s` is who acted; a parameter that `places` names is found there (`after.title`, `details.reason`), one that
`people` names is the name of the person whose id is there, every other one stands among the details of the act. Codes
are told by their labels. `%(about)s` comes in brackets and `%(said)s` after a colon, both only when there is something.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What an event on the timeline is about; the list can be filtered by it."""

    ACCOUNT = "account"
    TIER = "tier"
    TEAM = "team"
    PLACE = "place"
    CONTACT = "contact"
    FACT = "fact"
    INTELLIGENCE = "intelligence"
    ISSUE = "issue"
    OPPORTUNITY = "opportunity"
    QUOTATION = "quotation"
    VISIT = "visit"
    REPORT = "report"


@dataclass(frozen=True)
class Told:
    """How one verb is told."""

    kind: Kind
    sentence: str
    places: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, Mapping[Any, str]] = field(default_factory=dict)
