"""What could not be taken over, as a person and those above see it."""

from sqlalchemy import Select, select

from kamfield.core.work import Actor
from kamfield.sync.models import SyncIssue
from kamfield.users.queries import reached

SORTS = {"noted_at": SyncIssue.noted_at}


def visible_to(user: Actor) -> Select[SyncIssue]:
    """The issues of the people a user reaches."""
    return select(SyncIssue).where(SyncIssue.deleted_at.is_(None), reached(user, SyncIssue.user_id))


def by_id(user: Actor, issue_id: str) -> Select[SyncIssue]:
    """One of them."""
    return visible_to(user).where(SyncIssue.id == issue_id)


def matching(
    user: Actor, *, user_id: str | None = None, kind: str | None = None, acknowledged: bool | None = None
) -> Select[SyncIssue]:
    """Those of a person, of a table, that somebody has seen to or nobody has."""
    statement = visible_to(user)
    if user_id is not None:
        statement = statement.where(SyncIssue.user_id == user_id)
    if kind is not None:
        statement = statement.where(SyncIssue.kind == kind)
    if acknowledged is None:
        return statement
    seen = SyncIssue.acknowledged_at
    return statement.where(seen.is_not(None) if acknowledged else seen.is_(None))


def any_by_id(issue_id: str) -> Select[SyncIssue]:
    """One by id without asking for reach: to know whether the same was noted before."""
    return select(SyncIssue).where(SyncIssue.id == issue_id)
