"""What visits tell the archive."""

from datetime import date

from kamfield.accounts import queries
from kamfield.core.work import SYSTEM, Work


def note_visit(work: Work, account_id: str, day: date) -> None:
    """An account was visited on a day; part of the act that reports it, whoever may see the account by now."""
    account = work.db.scalars(queries.by_id(SYSTEM, account_id)).one_or_none()
    if account is not None:
        account.visited(day)
