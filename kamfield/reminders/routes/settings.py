"""What somebody wants to be reminded of."""

from types import SimpleNamespace
from typing import Any

from kamfield.core.work import Work
from kamfield.reminders import actions
from kamfield.reminders.schemas import ReminderSettingsChange, ReminderSettingsSchema
from kamfield.web.blueprint import Blueprint

blueprint = Blueprint("reminder-settings", __name__, description="What you want to be reminded of")


@blueprint.get("/me/reminder-settings", ReminderSettingsSchema)
def read_reminder_settings(work: Work) -> SimpleNamespace:
    """Every kind of reminder you can get, when it comes, and whether you want it."""
    return SimpleNamespace(kinds=actions.settings(work))


@blueprint.put("/me/reminder-settings", ReminderSettingsChange, ReminderSettingsSchema, unversioned=True)
def set_reminder_settings(work: Work, body: dict[str, Any]) -> SimpleNamespace:
    """Say which kinds you do not want; all others you do. Nobody can do without the mandatory ones.

    Without `digest` you get no mail of several reminders: your duties come one by one, the rest only when it is alone.
    """
    return SimpleNamespace(kinds=actions.set_unwanted(work, body["unwanted"]))
