"""What single reminders say: a function per kind that looks whether it is still true, and finds the words."""

from collections.abc import Callable, Mapping
from zoneinfo import ZoneInfo

from kamfield.core.work import Work
from kamfield.outside import Outside
from kamfield.reminders.background.notices.contacts import contact_left
from kamfield.reminders.background.notices.plans import plan_decided, plan_waiting
from kamfield.reminders.background.page import Draft, Notice, told
from kamfield.reminders.models import Reminder
from kamfield.reminders.rules import OCCASIONS, Kind, Reason
from kamfield.users.models import User

TELL: Mapping[str, Callable[[Work, Reminder, User], Notice | Reason]] = {
    Kind.PLAN_WAITING: plan_waiting,
    Kind.PLAN_ESCALATED: plan_waiting,
    Kind.PLAN_DECIDED: plan_decided,
    Kind.CONTACT_LEFT: contact_left,
}


def draft_notice(work: Work, outside: Outside, row: Reminder, user: User) -> Draft | Reason:
    """A reminder as a mail of its own, unless it is no longer true."""
    notice = TELL[row.kind](work, row, user)
    if isinstance(notice, Reason):
        return notice
    said = told(notice, user.locale, ZoneInfo(user.time_zone), outside.public_url)
    return Draft(
        template="notice",
        subject="%(title)s",
        subject_values={"title": said.title},
        sentences={"why": OCCASIONS[Kind(row.kind)]},
        values={"name": user.name, "told": said},
    )
