"""Limits on attempts that hold across processes: a counter per subject and window in the database."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from kamfield.core.db import Database
from kamfield.core.errors import TooManyRequests
from kamfield.core.rows import Base


class Attempts(Base):
    """How often something was tried since the window began."""

    __tablename__ = "attempts"

    subject: Mapped[str] = mapped_column(primary_key=True)
    window_ends_at: Mapped[datetime] = mapped_column(index=True)
    count: Mapped[int]


def count_attempt(database: Database, subject: str, at: datetime, *, most: int, window: timedelta) -> None:
    """Counts an attempt in a transaction of its own (a refused request must not forget it); then may refuse it."""
    with database.writing() as db:
        row = db.scalars(select(Attempts).where(Attempts.subject == subject).with_for_update()).one_or_none()
        if row is None:
            row = Attempts(subject=subject, window_ends_at=at + window, count=0)
            db.add(row)
        elif row.window_ends_at <= at:
            row.window_ends_at, row.count = at + window, 0
        row.count += 1
        count, ends_at = row.count, row.window_ends_at
        try:
            db.commit()
        except IntegrityError:  # the very first attempt, twice at once: the other one was counted
            db.rollback()
            count_again = update(Attempts).where(Attempts.subject == subject).values(count=Attempts.count + 1)
            db.execute(count_again)
            db.commit()
    if count > most:
        raise TooManyRequests(retry_after=max(1, int((ends_at - at).total_seconds())))


def forget_attempts(db: Session, subject: str) -> None:
    """Starts the count anew, after a success, in the transaction of the success."""
    db.execute(delete(Attempts).where(Attempts.subject == subject))
