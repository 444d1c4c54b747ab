"""What visits tell the archive."""

from datetime import date

from kamfield.accounts import queries
from kamfield.core.work import SYSTEM, Work


def note_visit(work: Work, account_id: str, day: date) -> None:
    """An account was visited on a day; part of the act that reports it, whoever may see the account by now."""
    with work.db.no_autoflush:  # an act is written down at once when it is complete, not piece by piece
        found = work.all(queries.to_change(SYSTEM, account_id))
    for account in found:
        account.visited(day)
