"""What visits tell the archive."""

from collections.abc import Collection
from datetime import date

from kamfield.accounts import queries
from kamfield.accounts.queries import contacts
from kamfield.core.work import SYSTEM, Work


def note_visit(work: Work, account_id: str, day: date, met: Collection[str] = ()) -> None:
    """An account was visited on a day and people met; part of the act that reports it, whoever may see it by now."""
    account = work.db.scalars(queries.by_id(SYSTEM, account_id)).one_or_none()
    if account is not None:
        account.visited(day)
    for contact in work.all(contacts.with_ids(met)) if met else ():
        contact.meet(day)
