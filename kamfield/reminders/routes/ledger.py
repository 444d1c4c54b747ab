"""Where reminders are reached."""

from typing import Any

from sqlalchemy import Select

from kamfield.core.work import Work
from kamfield.reminders import queries
from kamfield.reminders.actions.why import Answer, story, why
from kamfield.reminders.models import Reminder
from kamfield.reminders.rules import Kind
from kamfield.reminders.schemas import ReminderAnswer, ReminderQuery, ReminderQuestion, ReminderSchema, ReminderStory
from kamfield.web.blueprint import Blueprint
from kamfield.web.problems import locale_of_request

blueprint = Blueprint("reminders", __name__, description="What you were told by mail, and why")


@blueprint.list("/reminders", ReminderQuery, ReminderSchema, sorts=queries.SORTS)
def list_reminders(work: Work, query: dict[str, Any]) -> Select[Reminder]:
    """Your own reminders: sent, waiting, failed, or suppressed with the reason."""
    return queries.matching(work.user, **query)


@blueprint.get("/reminders/why", ReminderAnswer, query=ReminderQuestion)
def explain_reminder(work: Work, query: dict[str, Any]) -> Answer:
    """Why you were told of something, or were not, or when you will be: `?kind=account_overdue&subject_id=…`.

    `subject_id` is the id of the visit, report's visit, follow-up, quotation, item, credit check (the fact), client,
    contact, messenger or plan; 404 when it is none of yours. Without it, the answer is about the latest reminder of
    the kind.
    """
    return why(work, locale_of_request(), Kind(query["kind"]), query.get("subject_id"))


@blueprint.get("/reminders/<id:reminder_id>", ReminderStory)
def read_reminder(work: Work, reminder_id: str) -> dict[str, Any]:
    """One of your reminders, with a sentence that says why you got it, or why not."""
    reminder = work.one(queries.by_id(work.user, reminder_id))
    return {**vars(reminder), "why": story(work, locale_of_request(), reminder), "text": reminder.told}
