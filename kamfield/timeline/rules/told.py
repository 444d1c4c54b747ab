"""The table of what is told: a new verb gets a line here, or one in `NOT_TOLD`.

A sentence is a text of the catalogues. Its parameters are found in the journal: `%(actor)s` is who acted; a parameter
that `places` names is found there (`after.tier`, `before.lead_id`), every other one among the details of the act. A
place that ends in `_id` is a person's and is told by name. Codes are told by their labels.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kamfield.accounts.rules.facts import LABELS as FACTS
from kamfield.accounts.rules.intelligence import LABELS as INTELLIGENCE
from kamfield.core.texts import N_


class Kind(StrEnum):
    """What an event on the timeline is about; the list can be filtered by it."""

    ACCOUNT = "account"
    FACT = "fact"
    INTELLIGENCE = "intelligence"


@dataclass(frozen=True)
class Told:
    """How one verb is told."""

    kind: Kind
    sentence: str
    places: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


TOLD: dict[str, Told] = {
    # accounts
    "account.add": Told(Kind.ACCOUNT, N_("%(actor)s added this client.")),
    # what is known of them
    "fact.learn": Told(
        Kind.FACT,
        N_("%(actor)s noted “%(kind)s%(about)s%(said)s”."),
        places={"said": "after"},
        labels={"kind": FACTS},
    ),
    "fact.confirm": Told(
        Kind.FACT, N_("%(actor)s confirmed “%(kind)s%(about)s” as still true."), labels={"kind": FACTS}
    ),
    "fact.retract": Told(
        Kind.FACT, N_("%(actor)s took back “%(kind)s%(about)s”. Reason: %(reason)s"), labels={"kind": FACTS}
    ),
    "intelligence.add": Told(
        Kind.INTELLIGENCE,
        N_("%(actor)s noted “%(kind)s%(about)s%(said)s”."),
        places={"about": "after.name", "said": "after"},
        labels={"kind": INTELLIGENCE},
    ),
    "intelligence.change": Told(
        Kind.INTELLIGENCE,
        N_("%(actor)s changed “%(kind)s%(about)s”."),
        places={"about": "details.name"},
        labels={"kind": INTELLIGENCE},
    ),
    "intelligence.close": Told(
        Kind.INTELLIGENCE,
        N_("%(actor)s closed “%(kind)s%(about)s”: it no longer holds."),
        places={"about": "details.name"},
        labels={"kind": INTELLIGENCE},
    ),
    "intelligence.reopen": Told(
        Kind.INTELLIGENCE,
        N_("%(actor)s opened “%(kind)s%(about)s” again: it holds after all."),
        places={"about": "details.name"},
        labels={"kind": INTELLIGENCE},
    ),
}

NOT_TOLD: frozenset[str] = frozenset(
    {
        # people: no client's business
        "user.add",
        "user.sign_in",
        "user.refresh",
        "user.end_session",
        # what is known of a client: nothing new in it
        "intelligence.confirm",
        "intelligence.delete",
        # confidential: in the history, for the lead and the line above
        "contact.read_notes",
        "contact.write_notes",
    }
)


def verbs_of(kind: Kind | None = None) -> list[str]:
    """The verbs that are told, all or those of one kind."""
    return [verb for verb, told in TOLD.items() if kind is None or told.kind == kind]
