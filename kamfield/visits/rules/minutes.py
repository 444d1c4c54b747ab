"""What becomes of minutes that were mailed to somebody at the client."""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum

from kamfield.core.codes import code_list
from kamfield.core.texts import N_

LINK_LASTS = timedelta(days=30)


class MinutesState(StrEnum):
    """What the receiver said; replaced when other minutes were sent before they said anything."""

    SENT = "sent"
    CONFIRMED = "confirmed"
    OBJECTED = "objected"
    REPLACED = "replaced"


LABELS: Mapping[MinutesState, str] = {
    MinutesState.SENT: N_("sent"),
    MinutesState.CONFIRMED: N_("confirmed"),
    MinutesState.OBJECTED: N_("objected"),
    MinutesState.REPLACED: N_("replaced"),
}
CODE_LISTS = (code_list("minutes_state", MinutesState, LABELS),)
