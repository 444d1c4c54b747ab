"""Reminders: the outbox worked off, and looked into."""

from sqlalchemy import select

from kamfield.core.work import Work
from kamfield.outside import SilentOutside
from kamfield.outside.mail import Letter
from kamfield.reminders.models import Reminder
from kamfield.reminders.queries import with_key
from kamfield.worker import Worker


def work_off(worker: Worker) -> None:
    """Runs the worker until nothing is due any more: composing and sending are two turns."""
    for _ in range(20):
        if not worker.run_due():
            return
    raise AssertionError("something is due again and again")


def letters_to(outside: SilentOutside, address: str) -> list[Letter]:
    """What was sent to an address."""
    return [letter for letter in outside.mail.sent if letter.to == address]


def reminder(work: Work, key: str) -> Reminder:
    """The reminder of an occasion, as it stands in the database now."""
    work.db.expire_all()
    return work.one(with_key(key))


def ledger(work: Work, user_id: str, kind: str | None = None) -> list[Reminder]:
    """What the ledger has for somebody, of a kind, in the order it came."""
    work.db.expire_all()
    mine = select(Reminder).where(Reminder.user_id == user_id).order_by(Reminder.created_at, Reminder.id)
    return list(work.all(mine if kind is None else mine.where(Reminder.kind == kind)))
