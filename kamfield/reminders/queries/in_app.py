"""The notices of the app: everybody their own; and which of them may be over."""

from collections.abc import Collection, Set
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select

from kamfield.accounts.models import Account, Contact, Fact
from kamfield.core.made_once import made_once
from kamfield.core.work import Actor
from kamfield.plans.models import Plan
from kamfield.quotes.models import FollowUp, Quote
from kamfield.reminders.models import Notice
from kamfield.todos.models import TodoItem, TodoList
from kamfield.visits.models import Visit

SORTS = {"told_at": Notice.told_at}
MILLISECOND = timedelta(milliseconds=1)
# What of a subject tells that it may be over: its own row, and where that stays as it is, what belongs to it.
_SUBJECTS: tuple[tuple[Any, Any, ColumnElement[bool]], ...] = (
    *(
        (model, model.__tablename__, model.id == Notice.subject_id)
        for model in (Account, Contact, Fact, FollowUp, Plan, Quote, TodoItem, TodoList, Visit)
    ),
    (Visit, "accounts", Visit.account_id == Notice.subject_id),
    (Plan, "plans", and_(Notice.subject_id.is_(None), Plan.rep_id == Notice.user_id)),
)


def visible_to(user: Actor) -> Select[Notice]:
    """What this user was told, and nobody else."""
    return select(Notice).where(Notice.user_id == user.id, Notice.deleted_at.is_(None))


def by_id(user: Actor, notice_id: str) -> Select[Notice]:
    """One of them."""
    return visible_to(user).where(Notice.id == notice_id)


def matching(
    user: Actor, *, kind: str | None = None, read: bool | None = None, done: bool | None = None
) -> Select[Notice]:
    """Those of a kind, read or not, about what is over or is not."""
    statement = visible_to(user)
    if kind is not None:
        statement = statement.where(Notice.kind == kind)
    for column, wanted in ((Notice.read_at, read), (Notice.done_at, done)):
        if wanted is not None:
            statement = statement.where(column.is_not(None) if wanted else column.is_(None))
    return statement


def unread_until(user: Actor, at: datetime) -> Select[Notice]:
    """What this user was told until an instant, to the millisecond that phones keep, and has not seen; newest first."""
    unread = matching(user, read=False).where(Notice.told_at < at + MILLISECOND)
    return unread.order_by(Notice.told_at.desc(), Notice.id.desc())


def titles_of(user: Actor, ids: Collection[str]) -> Select[str]:
    """What some notices of this user say, those that are gone from the app too."""
    told = select(Notice.title).where(Notice.user_id == user.id, Notice.id.in_(ids))
    return told.order_by(Notice.told_at, Notice.id)


@made_once
def known_among(ids: Set[str]) -> Select[str]:
    """Those of some reminders that are in the app already."""
    return select(Notice.id).where(Notice.id.in_(ids))


@made_once
def open_of(user_id: str) -> Select[Notice]:
    """What somebody was told of and is not over."""
    return select(Notice).where(Notice.user_id == user_id, *_open()).order_by(Notice.told_at, Notice.id).limit(500)


def touched_since(at: datetime) -> Select[Notice]:
    """What is open although something of it was written since an instant."""
    touched = (
        and_(Notice.subject_kind == kind, exists(select(model.id).where(belongs, model.updated_at >= at)))
        for model, kind, belongs in _SUBJECTS
    )
    return select(Notice).where(*_open(), or_(*touched)).order_by(Notice.told_at.desc(), Notice.id).limit(500)


def told_before(at: datetime) -> Select[str]:
    """The ids of what was told long ago."""
    return select(Notice.id).where(Notice.deleted_at.is_(None), Notice.told_at < at).order_by(Notice.told_at)


def _open() -> tuple[ColumnElement[bool], ...]:
    return Notice.done_at.is_(None), Notice.deleted_at.is_(None)
