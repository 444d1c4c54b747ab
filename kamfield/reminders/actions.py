"""How a reminder comes to be. There is nothing for a person to do: reminders are made by the background."""

from typing import Any

from kamfield.core.work import Work
from kamfield.reminders import queries
from kamfield.reminders.models import Reminder
from kamfield.reminders.rules import Kind


def remind(work: Work, kind: Kind, user_id: str, occasion: str, **params: Any) -> Reminder:
    """Puts a reminder into the outbox, due now. The same occasion a second time changes nothing."""
    key = f"{kind}:{user_id}:{occasion}"
    known = work.db.scalars(queries.with_key(key)).one_or_none()
    return known or work.add(
        Reminder(key=key, kind=kind, user_id=user_id, params=params, created_at=work.now, due_at=work.now)
    )
