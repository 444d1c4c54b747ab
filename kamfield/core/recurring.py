"""What happens every so often: one due row per job, so that of many workers one does it."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from kamfield.core.due import Due
from kamfield.core.rows import Base

MOST_WAIT = timedelta(hours=25)  # every job runs at least once a day


class Recurring(Due, Base):
    """A job of `wiring.EVERY`; its id is the job's name there."""

    __tablename__ = "recurring"


def plan_missing(db: Session, names: set[str], at: datetime) -> None:
    """Lays down a due row for each job that has none yet, and lets the parked ones try again.

    One that waits for a far day was planned by a clock that had been put forward: it is due now.
    """
    known = {row.id: row for row in db.scalars(select(Recurring))}
    for name in names - known.keys():
        db.add(Recurring(id=name, due_at=at))
    for row in known.values():
        if row.id in names and row.due_at is None:
            row.due_at, row.parked_at, row.attempts = at, None, 0
        elif row.due_at is not None and row.due_at > at + MOST_WAIT:
            row.due_at = at
