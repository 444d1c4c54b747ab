"""Codes and limits of people and sign-in."""

from datetime import timedelta
from enum import StrEnum

from kamfield.core.codes import code_list
from kamfield.core.texts import N_

MOST_LEVELS = 30
LEAST_PASSWORD = 10
GRACE = timedelta(seconds=60)  # a phone in a lift asks again with the old token: the answer was lost, not the token


class Role(StrEnum):
    """What a user is in the company."""

    REP = "rep"
    MANAGER = "manager"
    ADMIN = "admin"


WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
USUAL_HOURS = {day: [["09:00", "18:00"]] for day in WEEKDAYS[:5]}

CODE_LISTS = (
    code_list("role", Role, {Role.REP: N_("Sales rep"), Role.MANAGER: N_("Manager"), Role.ADMIN: N_("Administrator")}),
)
