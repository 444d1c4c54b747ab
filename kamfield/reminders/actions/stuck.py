"""An administrator has what got stuck tried again."""

from kamfield.core.work import Work
from kamfield.reminders.models import Reminder
from kamfield.reminders.queries import stuck as queries


def retry(work: Work, reminder_id: str) -> Reminder:
    """It is written anew within seconds, unless it is over by now; under the same Message-ID."""
    row = work.one(queries.by_id(work.user, reminder_id))
    work.act("reminder.retry", row, kind=row.kind, user_id=row.user_id, refusal=row.refusal or row.last_error)
    row.retry(work.now)
    return row
