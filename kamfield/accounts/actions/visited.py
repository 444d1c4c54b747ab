"""What visits tell the archive."""

from collections.abc import Collection
from datetime import date

from kamfield.accounts import queries
from kamfield.accounts.queries import contacts
from kamfield.core.work import SYSTEM, Work


def note_visit(work: Work, account_id: str, day: date, met: Collection[str] = ()) -> None:
    """An account was visited on a day and people met; part of the act that reports it, whoever may see it by now."""
    with work.db.no_autoflush:  # an act is written down at once when it is complete, not piece by piece
        found = work.all(queries.to_change(SYSTEM, account_id))
        people = work.all(contacts.with_ids(met)) if met else ()
    for account in found:
        account.visited(day)
    for contact in people:
        contact.meet(day)
