"""How far the approval of a price has come."""

from enum import StrEnum

from kamfield.core.codes import code_list
from kamfield.core.texts import N_


class PriceState(StrEnum):
    """Whether a manager was asked about the price, and what they said. Any change of the price returns it to `open`."""

    OPEN = "open"
    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"


PRICE_LABELS = {
    PriceState.OPEN: N_("not asked for"),
    PriceState.ASKED: N_("waiting for a decision"),
    PriceState.APPROVED: N_("approved"),
    PriceState.REFUSED: N_("refused"),
}
CODE_LISTS = (code_list("price_state", PriceState, PRICE_LABELS),)
