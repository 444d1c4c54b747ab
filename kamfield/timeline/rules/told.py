"""The table of what is told: a new verb gets a line here, or one in `NOT_TOLD`.

A sentence is a text of the catalogues. Its parameters are found in the journal: `%(actor)s` is who acted; a parameter
that `places` names is found there (`after.title`, `details.reason`), one that `people` names is the name of the person
whose id is there, every other one stands among the details of the act. Codes are told by their labels. `%(about)s`
comes in brackets and `%(said)s` after a colon, both only when there is something.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from kamfield.accounts.rules.facts import LABELS as FACTS
from kamfield.accounts.rules.intelligence import LABELS as INTELLIGENCE
from kamfield.core.texts import N_
from kamfield.visits.rules.codes import CancelReason, CommitmentState, Outcome
from kamfield.visits.rules.labels import LABELS as VISITS


class Kind(StrEnum):
    """What an event on the timeline is about; the list can be filtered by it."""

    ACCOUNT = "account"
    TIER = "tier"
    TEAM = "team"
    PLACE = "place"
    CONTACT = "contact"
    FACT = "fact"
    INTELLIGENCE = "intelligence"
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


TOLD: dict[str, Told] = {
    # accounts
    "account.add": Told(Kind.ACCOUNT, N_("%(actor)s added this client.")),
    "account.change": Told(Kind.ACCOUNT, N_("%(actor)s changed what is written about this client.")),
    "account.restore": Told(Kind.ACCOUNT, N_("%(actor)s brought this client back into the archive.")),
    "account.take_over": Told(Kind.ACCOUNT, N_("%(actor)s merged another record of this client into this one.")),
    "account.set_tier": Told(
        Kind.TIER,
        N_("%(actor)s set the tier to %(tier)s (before: %(was)s)%(said)s"),
        places={"said": "details.reason"},
    ),
    "account.set_lead": Told(
        Kind.TEAM,
        N_("%(actor)s made %(lead)s the lead; it was %(former)s."),
        people={"lead": "details.user_id", "former": "details.was"},
    ),
    "account.hand_over": Told(
        Kind.TEAM, N_("This client was handed over to %(receiver)s."), people={"receiver": "details.to_id"}
    ),
    "account.add_member": Told(
        Kind.TEAM, N_("%(actor)s took %(member)s onto the team."), people={"member": "details.user_id"}
    ),
    "account.remove_member": Told(
        Kind.TEAM, N_("%(actor)s took %(member)s off the team."), people={"member": "details.user_id"}
    ),
    "place.add": Told(Kind.PLACE, N_("%(actor)s added the place %(place)s."), places={"place": "after.label"}),
    "contact.add": Told(Kind.CONTACT, N_("%(actor)s added the contact %(name)s."), places={"name": "after.name"}),
    "contact.mark_left": Told(Kind.CONTACT, N_("%(name)s no longer works there, says %(actor)s.")),
    "contact.mark_back": Told(Kind.CONTACT, N_("%(name)s works there again, says %(actor)s.")),
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
    # quotes
    "quote.add": Told(
        Kind.QUOTATION,
        N_("%(actor)s opened quotation %(number)s%(about)s."),
        places={"number": "after.number", "about": "after.title"},
    ),
    "quote.send": Told(
        Kind.QUOTATION, N_("%(actor)s sent quotation %(number)s%(about)s."), places={"about": "details.title"}
    ),
    "quote.win": Told(
        Kind.QUOTATION, N_("Quotation %(number)s%(about)s was won, says %(actor)s."), places={"about": "details.title"}
    ),
    "quote.lose": Told(
        Kind.QUOTATION,
        N_("Quotation %(number)s%(about)s was lost, says %(actor)s."),
        places={"about": "details.title"},
    ),
    "quote.withdraw": Told(
        Kind.QUOTATION, N_("%(actor)s withdrew quotation %(number)s%(about)s."), places={"about": "details.title"}
    ),
    "quote.expire": Told(
        Kind.QUOTATION, N_("Quotation %(number)s%(about)s has expired."), places={"about": "details.title"}
    ),
    "quote.hand_over": Told(
        Kind.QUOTATION, N_("A quotation was handed over to %(receiver)s."), people={"receiver": "details.to_id"}
    ),
    "follow_up.complete": Told(
        Kind.QUOTATION, N_("%(actor)s asked after a quotation%(said)s"), places={"said": "after.said"}
    ),
    # visits
    "visit.add": Told(Kind.VISIT, N_("%(actor)s planned a visit on %(day)s."), places={"day": "after.day"}),
    "visit.move": Told(
        Kind.VISIT,
        N_("%(actor)s moved a visit from %(former)s to %(day)s."),
        places={"former": "before.day", "day": "after.day"},
    ),
    "visit.cancel": Told(
        Kind.VISIT, N_("%(actor)s cancelled a visit. Reason: %(reason)s"), labels={"reason": VISITS[CancelReason]}
    ),
    "visit.miss": Told(Kind.VISIT, N_("A planned visit did not take place.")),
    "visit.check_in": Told(Kind.VISIT, N_("%(actor)s arrived for a visit.")),
    "visit.submit_report": Told(
        Kind.REPORT, N_("%(actor)s reported a visit. Outcome: %(outcome)s"), labels={"outcome": VISITS[Outcome]}
    ),
    "commitment.conclude": Told(
        Kind.REPORT,
        N_("%(actor)s looked after a commitment of the client: %(state)s"),
        labels={"state": VISITS[CommitmentState]},
    ),
}

NOT_TOLD: frozenset[str] = frozenset(
    {
        # people and policies: no client's business
        "user.add",
        "user.invite",
        "user.change",
        "user.set_up",
        "user.move",
        "user.deactivate",
        "user.activate",
        "user.delete",
        "user.hand_over",
        "user.finish_hand_over",
        "user.sign_in",
        "user.refresh",
        "user.end_session",
        "user.ask_reset",
        "user.issue_link",
        "user.set_password",
        "delegation.add",
        "delegation.delete",
        "absence.add",
        "absence.change",
        "absence.delete",
        "policies.change",
        # a deleted account has no timeline
        "account.delete",
        # of the two that become one, the other one tells it
        "account.merge",
        "account.move_parts",
        # lists: each row that is taken speaks for itself
        "import_mapping.add",
        "import_mapping.change",
        "import_mapping.delete",
        "import.add",
        "import.stop",
        # the address book: who wants to know looks into the history
        "place.change",
        "place.correct_point",
        "place.delete",
        "place.locate",
        "contact.change",
        "contact.delete",
        # what is known of a client: nothing new in it
        "intelligence.confirm",
        "intelligence.delete",
        # confidential: in the history, for the lead and the line above
        "contact.read_notes",
        "contact.write_notes",
        # how a visit is prepared and written down; plans are the rep's and the manager's business
        "visit.change",
        "visit.remove",
        "visit.check_out",
        "visit.coarsen_position",
        "visit.report",
        "visit.unlock_report",
        "visit.review_report",
        "visit.read_internal",
        "objective.add",
        "objective.change",
        "objective.remove",
        "visit.hand_over",
        "commitment.hand_over",
        "plan.hand_over",
        "plan.add",
        "plan.add_line",
        "plan.change_line",
        "plan.remove_line",
        "plan.submit",
        "plan.withdraw",
        "plan.approve",
        "plan.return",
        "plan.approve_line",
        "plan.return_line",
        "plan.reject_line",
        "plan.propose_line",
        "plan.drop_line",
        "plan.note_move",
        "plan.escalate",
        "plan.pass_on",
        "plan.close",
        # between the steps of a quotation that a client notices
        "quote.change",
        "quote.make_ready",
        "follow_up.skip",
        # what is attached is seen where it is attached
        "attachment.add",
        "attachment.change",
        "attachment.delete",
        "attachment.refuse",
        "attachment.store",
        # to-do lists are their owner's; what was done for a client tells of itself
        "todo.open_week",
        "todo.feed",
        "todo.confirm_week",
        "todo.close_week",
        "todo.add",
        "todo.change",
        "todo.complete",
        "todo.drop",
        "todo.carry",
        "todo.reopen",
        "todo.hand_over",
    }
)


def verbs_of(kind: Kind | None = None) -> list[str]:
    """The verbs that are told, all or those of one kind."""
    return [verb for verb, told in TOLD.items() if kind is None or told.kind == kind]
