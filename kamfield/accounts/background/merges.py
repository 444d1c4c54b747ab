"""What the slices above own follows an account that was merged."""

from typing import Any

from sqlalchemy import select

from kamfield.accounts.models import Account
from kamfield.core.journal import Entry
from kamfield.core.work import Work


class Moving:
    """A reaction to `account.merge` that gives every row of some kinds to the account that is left.

    `AFTER = {"account.merge": (Moving(Visit, Report), …)}`; a kind needs a column `account_id`. A slice whose rows
    need more than that writes a function of its own and says by `moves` which kinds it takes care of.
    """

    def __init__(self, *moves: Any) -> None:
        self.moves = moves

    def __call__(self, work: Work, entry: Entry) -> None:
        """Moves them, the deleted ones too, in one act of Kamfield itself."""
        gone_id, kept_id = entry.subject_id, entry.details["into_id"]
        rows = [row for kind in self.moves for row in work.all(select(kind).where(kind.account_id == gone_id))]
        if rows:
            kept = work.one(select(Account).where(Account.id == kept_id))
            work.act("account.move_parts", kept, from_id=gone_id)
        for row in rows:
            row.account_id = kept_id
            if getattr(row, "subject_id", None) == gone_id:
                row.subject_id = kept_id  # what is about the account itself, such as a photo of its gate
