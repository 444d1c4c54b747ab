"""A check-in's verdict in words, and its reasons as sentences."""

from kamfield.core.codes import code_list
from kamfield.core.texts import N_
from kamfield.geo.fence import Reason, Verdict

VERDICTS: dict[Verdict, str] = {
    Verdict.VERIFIED: N_("At the place"),
    Verdict.OUT_OF_RANGE: N_("Away from the place"),
    Verdict.UNVERIFIED: N_("Cannot be told"),
    Verdict.IMPLAUSIBLE: N_("Hardly possible"),
}

SENTENCES: dict[Reason, str] = {
    Reason.NO_FIX: N_("The phone gave no position."),
    Reason.NO_LOCATED_PLACE: N_("No place of this client has a point on the map yet."),
    Reason.ACCURACY_UNKNOWN: N_("The phone did not say how accurate its position was."),
    Reason.POOR_ACCURACY: N_("The position was too inaccurate to tell."),
    Reason.EDGE_OF_FENCE: N_("The position was at the edge of the place."),
    Reason.OUTSIDE_FENCE: N_("The position was away from every place of this client."),
    Reason.MOCK_LOCATION: N_("The phone reported a simulated position."),
    Reason.CLOCK_AHEAD: N_("The phone's clock was ahead."),
    Reason.IMPOSSIBLE_SPEED: N_("It is too far from the last check-in for the time between."),
}
CODE_LISTS = (code_list("check_verdict", Verdict, VERDICTS), code_list("check_reason", Reason, SENTENCES))
