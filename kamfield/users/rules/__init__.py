"""Codes and limits of people, sign-in, absence and hand-over."""

import hashlib
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from kamfield.core.codes import code_list
from kamfield.core.texts import N_

MOST_LEVELS = 30
GRACE = timedelta(seconds=60)  # a phone in a lift asks again with the old token: the answer was lost, not the token


class Role(StrEnum):
    """What a user is in the company."""

    REP = "rep"
    MANAGER = "manager"
    ADMIN = "admin"


LEADING = frozenset({Role.MANAGER, Role.ADMIN})

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
USUAL_HOURS = {day: [["09:00", "18:00"]] for day in WEEKDAYS[:5]}


class Purpose(StrEnum):
    """What a mailed one-time link is for."""

    INVITATION = "invitation"
    RESET = "reset"


LINK_LASTS = {Purpose.INVITATION: timedelta(days=7), Purpose.RESET: timedelta(hours=1)}


class AbsenceKind(StrEnum):
    """Why somebody is away; to plans and reminders all are the same."""

    VACATION = "vacation"
    SICK = "sick"
    TRAINING = "training"
    OTHER = "other"


CODE_LISTS = (
    code_list("role", Role, {Role.REP: N_("Sales rep"), Role.MANAGER: N_("Manager"), Role.ADMIN: N_("Administrator")}),
    code_list(
        "absence_kind",
        AbsenceKind,
        {
            AbsenceKind.VACATION: N_("Vacation"),
            AbsenceKind.SICK: N_("Sick leave"),
            AbsenceKind.TRAINING: N_("Training"),
            AbsenceKind.OTHER: N_("Other"),
        },
    ),
)


class HandoverState(StrEnum):
    """How far a hand-over is: the background moves everything in one transaction."""

    UNDERWAY = "underway"
    DONE = "done"


def fingerprint(token: str) -> str:
    """What is kept of a one-time link's token: enough to know it again, useless to whoever reads the table."""
    return hashlib.sha256(token.encode()).hexdigest()


def in_force(from_on: date, to_on: date, time_zone: str, at: datetime) -> bool:
    """Whether an instant lies between two days, both included, of a time zone."""
    return from_on <= at.astimezone(ZoneInfo(time_zone)).date() <= to_on
