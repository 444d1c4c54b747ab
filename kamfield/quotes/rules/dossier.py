"""What must be known before a quotation is made."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from kamfield.core.codes import code_list
from kamfield.core.texts import N_
from kamfield.policies.rules.codes import DossierItem as Item


class ItemState(StrEnum):
    """Whether an item of the dossier is known; a manager may say that it is not needed."""

    MISSING = "missing"
    THERE = "there"
    NOT_NEEDED = "not_needed"


ITEM_LABELS = {
    Item.DRAWINGS: N_("Drawings"),
    Item.QUANTITY: N_("Quantity"),
    Item.ANNUAL_USAGE: N_("Annual usage"),
    Item.TECHNICAL_REQUIREMENTS: N_("Technical requirements"),
    Item.APPLICATION: N_("Application"),
    Item.SAMPLE: N_("Sample"),
}
STATE_LABELS = {
    ItemState.MISSING: N_("Missing"),
    ItemState.THERE: N_("On file"),
    ItemState.NOT_NEEDED: N_("Not needed"),
}
CODE_LISTS = (
    code_list("dossier_item", Item, ITEM_LABELS),
    code_list("dossier_item_state", ItemState, STATE_LABELS),
)


def missing(states: Mapping[str, str], required: Iterable[Item]) -> list[Item]:
    """The required items that nobody has yet, in the order in which people ask for them."""
    wanted = set(required)
    return [one for one in Item if one in wanted and states.get(one, ItemState.MISSING) == ItemState.MISSING]
