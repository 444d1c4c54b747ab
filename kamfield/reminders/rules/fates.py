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
    APP_ONLY = "app_only"


# What its receiver reads: `at` is when that was settled, `until` when it is looked at next.
FATES = {
    State.DUE: N_("It comes on %(until)s."),
    State.COMPOSED: N_("It is written; it is handed to the mail server on %(until)s."),
    State.SENT: N_("It was sent to %(address)s on %(at)s."),
    State.FAILED: N_("It could not be sent."),
    State.SUPPRESSED: N_("It was not sent."),
}
PARKED = N_("It could not be sent, however often it was tried. An administrator sees it and can have it tried again.")
REASONS = {
    Reason.INACTIVE: N_("It was not sent, because your account was closed on %(at)s."),
    Reason.ON_LEAVE: N_(
        "It was not sent, because you were on leave on %(at)s. If it still holds, you get it on your first day back."
    ),
    Reason.OPTED_OUT: N_("It was not sent, because on %(at)s you did not want reminders of this kind."),
    Reason.NO_LONGER_NEEDED: N_("It was not sent, because on %(at)s it was done, over, or not yours any more."),
    Reason.NOTHING_TO_SAY: N_("It was not sent, because there was nothing to say."),
    Reason.JOINED_DIGEST: N_("It stands in a mail together with others."),
    Reason.REFUSED: N_(
        "It could not be sent to %(address)s. On %(at)s the mail server refused it for good, with the words: %(said)s. "
        "An administrator sees it and can have it tried again."
    ),
    Reason.QUIET_HOURS: N_("It waits until your quiet hours are over, and comes on %(until)s at the latest."),
    Reason.DAY_OFF: N_("It waits for your next working day, and comes on %(until)s at the latest."),
    Reason.ENOUGH_TODAY: N_(
        "It waits for your next working day, because you had enough mails today, and comes on %(until)s at the latest."
    ),
    Reason.TOO_LATE: N_("It was not sent, because on %(at)s it had happened too long ago to be news."),
    Reason.APP_ONLY: N_(
        "It stands in the app only: on %(at)s there were several reminders, and you do not want them as one mail."
    ),
}
