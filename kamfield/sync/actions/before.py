"""Whoever left an account not long ago may still do there what they could when they pulled."""

from dataclasses import replace
from datetime import timedelta

from kamfield.accounts.queries import lead_of
from kamfield.core.work import Work
from kamfield.sync.actions.rows import Pushed
from kamfield.sync.queries.stored import account_of, left_since

GRACE = timedelta(days=14)


def as_before(work: Work, one: Pushed, cursor: int) -> Work | None:
    """The same work with what its user reached at a cursor; None when they did not leave the row's account since."""
    account_id = _account_of(work, one)
    if account_id is None:
        return None
    left = left_since(work.user.id, [account_id], cursor, work.now - GRACE)
    lead_id = work.db.scalar(lead_of(account_id)) if work.db.scalar(left) else None
    viewers = (*work.user.viewers, lead_id or "")
    return replace(work, user=replace(work.user, viewers=viewers)) if lead_id else None


def _account_of(work: Work, one: Pushed) -> str | None:
    if one.table.name == "accounts":
        return one.id
    row = {**(one.stored.row if one.stored else {}), **one.row}
    if row.get("account_id"):
        return str(row["account_id"])
    parent, parent_id = one.table.parent, row.get(one.table.parent_column or "")
    return work.db.scalar(account_of(parent, parent_id)) if parent and parent_id and parent != "plans" else None
