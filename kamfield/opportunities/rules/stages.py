"""How far an opportunity has come, which steps there are, and why one is lost."""

from enum import StrEnum

from kamfield.core.codes import code_list
from kamfield.core.texts import N_


class Status(StrEnum):
    """Potential, a project, ours, winning; then won or lost."""

    POTENTIAL = "potential"
    PROJECT = "project"
    OURS = "ours"
    WINNING = "winning"
    WON = "won"
    LOST = "lost"


LADDER = (Status.POTENTIAL, Status.PROJECT, Status.OURS, Status.WINNING)
OPEN = frozenset(LADDER)
DECIDED = frozenset({Status.WON, Status.LOST})
# An order or a refusal can come at any time: what the client decided is noted wherever we thought we stood.
ENDINGS: dict[str, Status] = {"opportunity.win": Status.WON, "opportunity.lose": Status.LOST}

LABELS = {
    Status.POTENTIAL: N_("Potential"),
    Status.PROJECT: N_("A project"),
    Status.OURS: N_("Ours"),
    Status.WINNING: N_("Winning"),
    Status.WON: N_("Won"),
    Status.LOST: N_("Lost"),
}
STATES = {
    Status.POTENTIAL: N_("a potential"),
    Status.PROJECT: N_("a project"),
    Status.OURS: N_("ours"),
    Status.WINNING: N_("about to be won"),
    Status.WON: N_("won"),
    Status.LOST: N_("lost"),
}
"""How a sentence says it: “this is not possible while it is …”."""


class LossReason(StrEnum):
    """Why the client did not buy from us; the same of an opportunity and of a quotation."""

    PRICE = "price"
    COMPETITOR = "competitor"
    SPECIFICATION = "specification"
    DELIVERY = "delivery"
    RELATIONSHIP = "relationship"
    LATE = "late"
    NO_FUNDS = "no_funds"
    NO_PROJECT = "no_project"
    OTHER = "other"


LOSS_LABELS = {
    LossReason.PRICE: N_("Price"),
    LossReason.COMPETITOR: N_("A competitor"),
    LossReason.SPECIFICATION: N_("Specification"),
    LossReason.DELIVERY: N_("Delivery time"),
    LossReason.RELATIONSHIP: N_("The competitor knew them better"),
    LossReason.LATE: N_("We came too late"),
    LossReason.NO_FUNDS: N_("No money for it"),
    LossReason.NO_PROJECT: N_("No project after all"),
    LossReason.OTHER: N_("Other"),
}


class FigureSource(StrEnum):
    """Who said what it is worth, or how likely it is: its owner, or the latest quotation that went out for it."""

    OWN = "own"
    QUOTE = "quote"


SOURCE_LABELS = {FigureSource.OWN: N_("The owner's estimate"), FigureSource.QUOTE: N_("A quotation")}

CODE_LISTS = (
    code_list("opportunity_status", Status, LABELS),
    code_list("loss_reason", LossReason, LOSS_LABELS),
    code_list("opportunity_figure_source", FigureSource, SOURCE_LABELS),
)


def after(status: Status) -> Status | None:
    """The next status on the ladder; None at its top and for what is decided."""
    return LADDER[LADDER.index(status) + 1] if status in LADDER[:-1] else None


def before(status: Status) -> Status | None:
    """The status one step down; None at the foot and for what is decided."""
    return LADDER[LADDER.index(status) - 1] if status in LADDER[1:] else None
