"""Kinds and states of reminders, when they may come, and the sentences that explain them."""

from datetime import datetime, time, timedelta, tzinfo
from enum import StrEnum
from urllib.parse import urlsplit

from kamfield.core.texts import N_
from kamfield.core.weeks import instant_of

WEEK_MAIL_AT = time(7, 30)  # on Monday
CLOSE_MAIL_AT = time(15)  # on Friday
MOST_ROWS = 20  # of one section of a mail; the rest is a number
MOST_COUNTED = 500


class Kind(StrEnum):
    """What a reminder is about."""

    INVITATION = "invitation"
    PASSWORD_RESET = "password_reset"  # noqa: S105  the name of a kind
    WEEK = "week"
    TEAM_WEEK = "team_week"
    CLOSE_WEEK = "close_week"
    MINUTES = "minutes"


MANDATORY = frozenset({Kind.INVITATION, Kind.PASSWORD_RESET, Kind.MINUTES})


class State(StrEnum):
    """How far a reminder has come. A parked one (`parked_at`) is waiting for an operator."""

    DUE = "due"
    COMPOSED = "composed"
    SENT = "sent"
    FAILED = "failed"
    SUPPRESSED = "suppressed"


class Reason(StrEnum):
    """Why a reminder was not sent."""

    INACTIVE = "inactive"
    ON_LEAVE = "on_leave"
    NO_LONGER_NEEDED = "no_longer_needed"
    NOTHING_TO_SAY = "nothing_to_say"
    REFUSED = "refused"


OCCASIONS = {
    Kind.INVITATION: N_("An administrator invited you to Kamfield."),
    Kind.PASSWORD_RESET: N_("Somebody, probably you, asked for a new password."),
    Kind.MINUTES: N_("You sent the minutes of a visit to somebody at the client."),
    Kind.WEEK: N_("Everybody gets their week on Monday morning at 07:30, in their own time zone."),
    Kind.TEAM_WEEK: N_("Every manager hears on Monday morning at 07:30 what waits in the team."),
    Kind.CLOSE_WEEK: N_(
        "Whoever has not closed the week is reminded of it on Friday at 15:00, in their own time zone."
    ),
}
FATES = {
    State.DUE: N_("It is about to be written, or waits until the quiet hours are over."),
    State.COMPOSED: N_("It is written and waits to be sent."),
    State.SENT: N_("It was sent."),
    State.FAILED: N_("It could not be sent."),
    State.SUPPRESSED: N_("It was not sent."),
}
REASONS = {
    Reason.INACTIVE: N_("It was not sent, because the receiver was not active."),
    Reason.ON_LEAVE: N_("It was not sent, because the receiver was on leave."),
    Reason.NO_LONGER_NEEDED: N_("It was not sent, because it was already done."),
    Reason.NOTHING_TO_SAY: N_("It was not sent, because there was nothing to say."),
    Reason.REFUSED: N_("It could not be sent: the mail server refused the address for good."),
}


def quiet_until(at: datetime, zone: tzinfo, begins: time, ends: time) -> datetime | None:
    """When the quiet hours end in which an instant lies for somebody in a time zone; None outside of them."""
    local = at.astimezone(zone)
    over_night = begins > ends
    evening, morning = local.time() >= begins, local.time() < ends
    if not (evening or morning if over_night else evening and morning):
        return None
    end = instant_of(local.date() + timedelta(days=over_night and evening), ends, zone)
    return end if end > at else None  # an hour that comes twice is quiet once


def message_id(reminder_id: str, public_url: str) -> str:
    """The Message-ID of a reminder: the same at every try, so that a mail program shows a second copy once."""
    return f"<{reminder_id}@{urlsplit(public_url).hostname or 'kamfield'}>"
