"""How a reminder comes to be, which the background does; and what somebody does not want to hear of."""

from datetime import datetime
from typing import Any

from kamfield.core.work import Work
from kamfield.reminders import queries
from kamfield.reminders.models import Reminder
from kamfield.reminders.rules import Kind


def remind(
    work: Work,
    kind: Kind,
    user_id: str,
    occasion: str,
    *,
    subject_id: str | None = None,
    due_at: datetime | None = None,
    **params: Any,
) -> Reminder:
    """Puts a reminder into the outbox, due now or at an instant. The same occasion a second time changes nothing."""
    key = f"{kind}:{user_id}:{occasion}"
    known = work.db.scalars(queries.with_key(key)).one_or_none()
    return known or work.add(
        Reminder(
            key=key,
            kind=kind,
            user_id=user_id,
            subject_id=subject_id,
            params=params,
            created_at=work.now,
            due_at=due_at or work.now,
        )
    )
