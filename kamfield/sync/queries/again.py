"""Which rows must be looked at again although nobody wrote them: each with the instant before which it was made.

What was made later was never on the phone, and nobody is to hear of it.
"""

from functools import lru_cache

from sqlalchemy import case, exists, func, or_, select
from sqlalchemy.orm import aliased

from kamfield.accounts.models import Member
from kamfield.core.plain import milliseconds
from kamfield.core.recalls import WHOEVER_HAS_IT, Recall
from kamfield.sync.models import WindowDay
from kamfield.sync.queries.changes import SINCE, UNTIL, Rows
from kamfield.sync.queries.columns import stored
from kamfield.sync.queries.scope import ME, WINDOW_BEGAN, WINDOW_BEGINS, Sight, in_scope, reached
from kamfield.sync.rules import Table
from kamfield.sync.rules.window import WINDOWED


@lru_cache(10)
def recalled(sight: Sight) -> Rows:
    """Rows that changed hands near this user, and what this user's own phones wrote in vain (`mine`).

    Of those without an instant nobody lost anything.
    """
    mine, parts_only = Recall.person_id == ME, Recall.person_id == WHOEVER_HAS_IT
    theirs = or_(parts_only, mine if sight is Sight.ALL else reached(sight, Recall.person_id))
    at = case((~parts_only, milliseconds(Recall.at))).label("at")
    asked = select(Recall.kind, Recall.row_id, at, mine.label("mine"))
    return asked.where(Recall.seq > SINCE, Recall.seq <= UNTIL, theirs).order_by(Recall.seq)


@lru_cache(10)
def teams_changed(sight: Sight) -> Rows:
    """Accounts that came or went with somebody on their team; not where another one whom the user reaches stayed."""
    other = aliased(Member)
    stayed = select(other.id).where(other.account_id == Member.account_id, other.deleted_at.is_(None))
    stayed = stayed.where(other.sync_seq <= SINCE, reached(sight, other.user_id))
    asked = select(Member.account_id.label("row_id"), milliseconds(func.max(Member.updated_at)).label("at"))
    changed = asked.where(Member.sync_seq > SINCE, Member.sync_seq <= UNTIL, reached(sight, Member.user_id))
    return changed.where(~exists(stayed)).group_by(Member.account_id)


@lru_cache(10)
def grown_old(table: Table, sight: Sight) -> Rows:
    """Rows that were in the window when the phone pulled last, and are no longer."""
    rows = stored(table.name).c
    day = rows[WINDOWED[table.name]]
    between = select(rows.id.label("row_id")).where(day >= WINDOW_BEGAN, day < WINDOW_BEGINS)
    return between.where(rows.deleted_at.is_(None), rows.sync_seq <= UNTIL, in_scope(table, sight))


@lru_cache(1)
def day_at() -> Rows:
    """The day that had begun when the clock said `since`."""
    return select(func.max(WindowDay.day)).where(WindowDay.seq <= SINCE)
