"""When a week is to be confirmed, and how it stands with that."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Any

from kamfield.core.texts import N_
from kamfield.core.weeks import Week, instant_of


class Confirmation(StrEnum):
    """Whether a week was confirmed by the hour the company's policy says."""

    NOT_ASKED = "not_asked"
    WAITING = "waiting"
    OVERDUE = "overdue"
    IN_TIME = "in_time"
    LATE = "late"
    MISSED = "missed"


CONFIRMATION_LABELS = {
    Confirmation.NOT_ASKED: N_("Need not be confirmed"),
    Confirmation.WAITING: N_("To be confirmed"),
    Confirmation.OVERDUE: N_("Overdue to be confirmed"),
    Confirmation.IN_TIME: N_("Confirmed in time"),
    Confirmation.LATE: N_("Confirmed late"),
    Confirmation.MISSED: N_("Never confirmed"),
}


def confirmation(of_list: Any, now: datetime) -> Confirmation:
    """How it stands with a list, or a row of one, now."""
    if of_list.confirmed_at is not None:
        return Confirmation.IN_TIME if of_list.confirmed_in_time else Confirmation.LATE
    if of_list.confirm_due_at is None:
        return Confirmation.NOT_ASKED
    if of_list.closed_at is not None:
        return Confirmation.MISSED
    return Confirmation.WAITING if now <= of_list.confirm_due_at else Confirmation.OVERDUE


def confirm_due_at(
    week: Week, weekday: int, by: time, zone: tzinfo, opened_at: datetime, is_worked: Callable[[date], bool]
) -> datetime | None:
    """The hour, on the first day worked from the policy's weekday on, that is still to come when the week opens.

    None when none is left in the week: who is away all week has nothing to confirm.
    """
    days = (week.monday + timedelta(days=number) for number in range(weekday, 7))
    hours = (instant_of(day, by, zone) for day in days if is_worked(day))
    return next((hour for hour in hours if hour > opened_at), None)
