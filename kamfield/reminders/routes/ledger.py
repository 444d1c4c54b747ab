"""Where reminders are reached."""

from typing import Any

from sqlalchemy import Select

from kamfield.core.work import Work
from kamfield.reminders import queries
from kamfield.reminders.models import Reminder
from kamfield.reminders.schemas import ReminderQuery, ReminderSchema, ReminderStory
from kamfield.web.blueprint import Blueprint

blueprint = Blueprint("reminders", __name__, description="What you were told by mail, and why")


@blueprint.list("/reminders", ReminderQuery, ReminderSchema, sorts=queries.SORTS)
def list_reminders(work: Work, query: dict[str, Any]) -> Select[Reminder]:
    """Your own reminders: sent, waiting, failed, or suppressed with the reason."""
    return queries.matching(work.user, **query)


@blueprint.get("/reminders/<id:reminder_id>", ReminderStory)
def read_reminder(work: Work, reminder_id: str) -> dict[str, Any]:
    """One of your reminders, with a sentence that says why you got it, or why not."""
    reminder = work.one(queries.by_id(work.user, reminder_id))
    return {**vars(reminder), "why": reminder.why(work.user.locale), "text": reminder.told}
