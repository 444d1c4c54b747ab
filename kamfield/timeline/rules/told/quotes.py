"""Quotations."""

from kamfield.core.texts import N_
from kamfield.quotes.rules.dossier import ITEM_LABELS
from kamfield.timeline.rules.kinds import Kind, Told

TOLD: dict[str, Told] = {
    "quote.add": Told(
        Kind.QUOTATION,
        N_("%(actor)s opened quotation %(number)s%(about)s."),
        places={"number": "after.number", "about": "after.title"},
    ),
    "quote.waive": Told(
        Kind.QUOTATION,
        N_("%(actor)s decided that for quotation %(number)s this is not needed: %(item)s"),
        labels={"item": ITEM_LABELS},
    ),
    "quote.send": Told(
        Kind.QUOTATION, N_("%(actor)s sent quotation %(number)s%(about)s."), places={"about": "details.title"}
    ),
    "quote.revise": Told(
        Kind.QUOTATION,
        N_("%(actor)s began a new revision of quotation %(number)s%(said)s"),
        places={"said": "details.reason"},
    ),
    "quote.drop_revision": Told(Kind.QUOTATION, N_("%(actor)s took back %(number)s: the revision before it stands.")),
    "quote.renew": Told(
        Kind.QUOTATION,
        N_("%(actor)s renewed quotation %(number)s until %(day)s."),
        places={"day": "after.valid_until"},
    ),
    "quote.approve_price": Told(
        Kind.QUOTATION, N_("%(actor)s approved the price of quotation %(number)s (discount %(discount)s%%).")
    ),
    "quote.refuse_price": Told(
        Kind.QUOTATION, N_("%(actor)s refused the price of quotation %(number)s. Reason: %(reason)s")
    ),
    "quote.note_reply": Told(Kind.QUOTATION, N_("The client answered about quotation %(number)s%(said)s")),
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
        Kind.QUOTATION, N_("%(actor)s followed up a quotation%(said)s"), places={"said": "after.said"}
    ),
}

NOT_TOLD = {
    # between the steps of a quotation that a client notices
    "quote.change",
    "quote.set_lines",
    "quote.collect",
    "quote.make_ready",
    "quote.reopen",
    "quote.ask_price",
    "quote.escalate_price",
    "quote.pass_on_price",
    "quote.reschedule",
    "follow_up.skip",
}
