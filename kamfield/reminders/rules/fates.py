"""States of a reminder, why it came to nothing, and the sentences that say so."""

from enum import StrEnum

from kamfield.core.texts import N_


class State(StrEnum):
    """How far a reminder has come. A parked one (`parked_at`) is waiting for an operator."""

    DUE = "due"
    COMPOSED = "composed"
    SENT = "sent"
    FAILED = "failed"
    SUPPRESSED = "suppressed"


class Reason(StrEnum):
    """Why a reminder was not sent, or, while it is due, why it waits."""

    INACTIVE = "inactive"
    ON_LEAVE = "on_leave"
    OPTED_OUT = "opted_out"
    NO_LONGER_NEEDED = "no_longer_needed"
    NOTHING_TO_SAY = "nothing_to_say"
    JOINED_DIGEST = "joined_digest"
    REFUSED = "refused"
    QUIET_HOURS = "quiet_hours"
    DAY_OFF = "day_off"
    ENOUGH_TODAY = "enough_today"
    TOO_LATE = "too_late"


FATES = {
    State.DUE: N_("It is about to be written."),
    State.COMPOSED: N_("It is written and waits to be sent."),
    State.SENT: N_("It was sent."),
    State.FAILED: N_("It could not be sent."),
    State.SUPPRESSED: N_("It was not sent."),
}
REASONS = {
    Reason.INACTIVE: N_("It was not sent, because the receiver was not active."),
    Reason.ON_LEAVE: N_("It was not sent, because the receiver was on leave; what still holds comes afterwards."),
    Reason.OPTED_OUT: N_("It was not sent, because the receiver does not want reminders of this kind."),
    Reason.NO_LONGER_NEEDED: N_("It was not sent, because it was already done."),
    Reason.NOTHING_TO_SAY: N_("It was not sent, because there was nothing to say."),
    Reason.JOINED_DIGEST: N_("It was not sent by itself: it stands in a mail with others."),
    Reason.REFUSED: N_("It could not be sent: the mail server refused the address for good."),
    Reason.QUIET_HOURS: N_("It waits until the quiet hours are over."),
    Reason.DAY_OFF: N_("It waits for the receiver's next working day."),
    Reason.ENOUGH_TODAY: N_("It waits for the next morning, because the receiver had enough mails today."),
    Reason.TOO_LATE: N_("It was not sent, because it had happened too long ago to be news."),
}
