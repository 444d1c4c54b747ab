"""The clients' own acts, and what is known of them."""

from kamfield.accounts.rules.facts import LABELS as FACTS
from kamfield.accounts.rules.intelligence import LABELS as INTELLIGENCE
from kamfield.core.texts import N_
from kamfield.timeline.rules.kinds import Kind, Told

TOLD: dict[str, Told] = {
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

NOT_TOLD = {
    # who took a list along stands in the journal
    "account.export",
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
}
