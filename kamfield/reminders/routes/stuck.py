"""What could not be told, for administrators."""

from typing import Any

from sqlalchemy import Select

from kamfield.core.work import Work
from kamfield.reminders.actions import stuck as actions
from kamfield.reminders.models import Reminder
from kamfield.reminders.queries import SORTS
from kamfield.reminders.queries import stuck as queries
from kamfield.reminders.schemas import StuckQuery, StuckReminderSchema
from kamfield.web.blueprint import Blueprint

blueprint = Blueprint("stuck-reminders", __name__, description="Mails that could not be sent, for administrators")


@blueprint.list("/stuck-reminders", StuckQuery, StuckReminderSchema, sorts=SORTS)
def list_stuck_reminders(work: Work, query: dict[str, Any]) -> Select[Reminder]:
    """As an administrator: what a mail server refused for good (`failed`), or was given up after a day (`parked_at`).

    What it says is nobody else's to read. For everybody else the list is empty.
    """
    return queries.matching(work.user, **query)


@blueprint.post("/stuck-reminders/<id:reminder_id>/retries", answer=StuckReminderSchema, status=202)
def retry_reminder(work: Work, reminder_id: str) -> Reminder:
    """Have it tried again, once the address or the mail server is mended.

    It is written anew, to the address of today; what is over or too old by now is not sent, and says why.
    """
    return actions.retry(work, reminder_id)
