"""Users: added, changed, set up, moved, deactivated, deleted."""

from typing import Any

from kamfield.core import sync_clock
from kamfield.core.errors import Problem
from kamfield.core.texts import N_
from kamfield.core.work import Work
from kamfield.users import queries
from kamfield.users.actions import reach
from kamfield.users.actions.handovers import refuse_while_owning
from kamfield.users.actions.passwords import accepted, close_links, invite
from kamfield.users.actions.sign_in import end_all_sessions
from kamfield.users.actions.unsent import show_unsent
from kamfield.users.models import User
from kamfield.users.queries.people import other_admins
from kamfield.users.rules import LEADING, Role

OWN_SETTINGS = frozenset({"locale", "time_zone", "start_latitude", "start_longitude", "working_hours"})


class LastAdmin(Problem):
    """Without an administrator nobody could ever add one again."""

    status = 409
    title = N_("The last administrator")
    detail = N_("This is the only active administrator. Make somebody else one first.")


class StillLeads(Problem):
    """A rep has nobody below."""

    status = 409
    title = N_("Others report to this person")
    detail = N_("Others report to this person (%(count)s). Give them another manager first.")


def add(
    work: Work,
    *,
    email: str,
    name: str,
    role: str,
    manager_id: str | None = None,
    password: str | None = None,
    **columns: Any,
) -> User:
    """A new user, who reaches themselves at once and is reached from above; invited unless a password is set."""
    email = email.strip().lower()
    if password is not None:
        columns["password_hash"] = accepted(password, email)
    user = User(email=email, name=name, role=role, manager_id=manager_id, **columns)
    work.act("user.add", user)
    reach.manager_for(work, manager_id)
    reach.place(work, work.add(user))
    if user.password_hash is None:
        invite(work, user)
    return user


def change(work: Work, user_id: str, version: int | None = None, **columns: Any) -> User:
    """Changes what was sent; settings of one's own working day, the manager, and the rest are three verbs."""
    user = work.one(queries.by_id(work.user, user_id), version=version)
    settings = {name: columns.pop(name) for name in OWN_SETTINGS & columns.keys()}
    if settings:
        work.act("user.set_up", user)
        _set(user, settings)
    if "manager_id" in columns:
        reach.move(work, user, columns.pop("manager_id"))
    if columns:
        work.act("user.change", user)
        role = columns.get("role", user.role)
        _refuse_role(work, user, role)
        if role != user.role and Role.ADMIN in {role, user.role}:
            sync_clock.reset(work.db, [user.id])  # who administrates reaches everything
        known_as, columns["email"] = user.email, columns.get("email", user.email).lower()
        _set(user, columns)
        if user.email != known_as:
            _leave_the_old_mailbox(work, user)
    return user


def deactivate(work: Work, user_id: str, *, acknowledged: bool = False) -> User:
    """Signs somebody out everywhere and keeps them out; what they own stays until it is handed over.

    `RowsNotSent` while their phones hold something, unless that is `acknowledged`.
    """
    user = work.one(queries.by_id(work.user, user_id))
    work.act("user.deactivate", user)
    show_unsent(work, user, acknowledged=acknowledged)
    _keep_an_admin(work, user)
    user.active = False
    _shut_out(work, user)
    return user


def activate(work: Work, user_id: str, version: int | None = None) -> User:
    """Lets somebody sign in again."""
    user = work.one(queries.by_id(work.user, user_id), version=version)
    work.act("user.activate", user)
    user.active = True
    return user


def remove(work: Work, user_id: str, version: int | None = None) -> None:
    """Takes somebody who owns nothing off the lists; what they did in the past stays reachable from above."""
    user = work.one(queries.by_id(work.user, user_id), version=version)
    work.act("user.delete", user)
    _keep_an_admin(work, user)
    refuse_while_owning(work, user)
    _shut_out(work, user)
    user.active = False
    user.delete(work.now)


def _shut_out(work: Work, user: User) -> None:
    """Whoever comes back one day begins with a new invitation or reset, not with an old mail."""
    end_all_sessions(work, user.id)
    close_links(work, user)


def _leave_the_old_mailbox(work: Work, user: User) -> None:
    """Whoever reads it sets no password; who never had one is invited at the new address."""
    close_links(work, user)
    if user.active and user.password_hash is None:
        invite(work, user)


def _set(user: User, columns: dict[str, Any]) -> None:
    for name, value in columns.items():
        setattr(user, name, value)


def _refuse_role(work: Work, user: User, role: str) -> None:
    sync_clock.hold(work.db)
    if role != Role.ADMIN:
        _keep_an_admin(work, user)
    reports = [] if role in LEADING else work.all(queries.reports_of(user.id))
    if reports:
        raise StillLeads(count=len(reports))


def _keep_an_admin(work: Work, user: User) -> None:
    sync_clock.hold(work.db)
    if user.role == Role.ADMIN and user.active and not work.all(other_admins(user.id).limit(1)):
        raise LastAdmin
