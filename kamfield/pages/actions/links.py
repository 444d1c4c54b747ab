"""Links that confirm or close a week: mailed by the weekly mails, good once."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from kamfield.core import clock
from kamfield.core.errors import Problem
from kamfield.core.texts import N_
from kamfield.core.work import Work
from kamfield.pages import queries
from kamfield.pages.actions.weeks import close_week
from kamfield.pages.models import WeekLink
from kamfield.pages.rules.links import LinkFor, ends_at
from kamfield.todos import actions as todos
from kamfield.todos.models import TodoList
from kamfield.users.actions.sign_in import as_actor
from kamfield.users.models import User
from kamfield.users.rules import fingerprint


class LinkNotGood(Problem):
    """Nobody knows this link, or its week is over."""

    status = 410
    title = N_("This link does not work any more")
    detail = N_("This link is not good, or the week it was for is over.")


def issue_link(work: Work, todo_list: TodoList, user: User, purpose: LinkFor) -> str:
    """A new link; returns its token, which is kept nowhere: mail it in the same step, as `addresses.week_link`."""
    token = clock.new_secret()
    link = WeekLink(
        user_id=user.id,
        list_id=todo_list.id,
        purpose=purpose,
        token_hash=fingerprint(token),
        issued_at=work.now,
        expires_at=ends_at(todo_list.week, ZoneInfo(user.time_zone)),
    )
    work.act("week_link.issue", work.add(link))
    return token


def use_link(work: Work, token: str, *, carry_open: bool) -> None:
    """Does what the link is for, as the one it was mailed to; a second time `LinkUsed`."""
    link = work.db.scalars(queries.link_with(token).with_for_update()).one_or_none()
    user = work.db.scalars(queries.user_of_link(token)).one_or_none()
    if link is None or user is None or link.is_over(work.now):
        raise LinkNotGood
    work = replace(work, user=as_actor(user))
    work.act("week_link.use", link, purpose=link.purpose)
    link.use(work.now)
    if link.purpose == LinkFor.CONFIRM:
        todos.confirm(work, link.list_id)
    else:
        close_week(work, link.list_id, carry_open=carry_open)
