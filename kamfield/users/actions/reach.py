"""Keeps the reach table what it is: the transitive closure of the reporting lines."""

from collections.abc import Sequence

from sqlalchemy import delete, insert

from kamfield.core import sync_clock
from kamfield.core.errors import invalid
from kamfield.core.texts import N_
from kamfield.core.work import Work
from kamfield.users import queries
from kamfield.users.models import Reach, User
from kamfield.users.queries.people import levels_of
from kamfield.users.rules import LEADING, MOST_LEVELS


def place(work: Work, user: User) -> None:
    """A new user reaches themselves, and everybody above reaches them."""
    work.db.flush()  # takes the sync clock: of two changes of the tree at once, the later sees the earlier
    work.db.execute(insert(Reach).values(viewer_id=user.id, user_id=user.id))
    _join(work, user, [user.id])


def move(work: Work, user: User, manager_id: str | None, **details: object) -> None:
    """Another line above: those who reached this branch from the old one no longer do, those of the new one do."""
    work.act("user.move", user, **details)
    manager = manager_for(work, manager_id)
    user.manager_id = manager.id if manager else None
    work.db.flush()  # takes the sync clock, as in `place`
    branch = work.all(queries.branch_of(user.id))
    if manager_id in branch:
        raise invalid("/manager_id", "circular-reporting", N_("This manager already reports to this user."))
    above = work.all(queries.managers_above(user.id))
    work.db.execute(delete(Reach).where(Reach.viewer_id.in_(above), Reach.user_id.in_(branch)))
    _join(work, user, branch)
    sync_clock.reset(work.db, set(above) ^ set(work.all(queries.managers_above(user.id))))


def manager_for(work: Work, manager_id: str | None) -> User | None:
    """Who is to be somebody's manager: an active manager or admin within reach."""
    if manager_id is None:
        return None
    sync_clock.hold(work.db)  # who stops managing at the same moment does so before or after
    manager = work.referred("/manager_id", queries.by_id(work.user, manager_id))
    if manager.role not in LEADING or not manager.active:
        raise invalid("/manager_id", "not-a-manager", N_("Only an active manager or administrator can be a manager."))
    return manager


def _join(work: Work, user: User, branch: Sequence[str]) -> None:
    """Lets the line above `user` reach the branch of `user`."""
    if user.manager_id is None:
        return
    line = work.all(queries.line_above(user.manager_id))
    levels = work.db.scalar(levels_of(user.id)) or 1
    if len(line) + levels > MOST_LEVELS:
        text = N_("This would make a reporting line of more than %(most)s levels.")
        raise invalid("/manager_id", "too-many-levels", text, most=MOST_LEVELS)
    work.db.execute(insert(Reach), [{"viewer_id": viewer, "user_id": below} for viewer in line for below in branch])
