"""The Friday mail: what is still open on somebody's list, so that the week can be closed."""

from zoneinfo import ZoneInfo

from kamfield.core.once import once_each
from kamfield.core.texts import N_
from kamfield.core.weeks import Week
from kamfield.core.work import Work
from kamfield.outside import Outside
from kamfield.pages.actions.links import issue_link
from kamfield.pages.rules.links import LinkFor
from kamfield.reminders.background.numbers import DONE, OPEN, numbered
from kamfield.reminders.background.page import Draft
from kamfield.reminders.background.sections import cut
from kamfield.reminders.background.week import TODO, week_link
from kamfield.reminders.models import Reminder
from kamfield.reminders.rules import OCCASIONS, Kind, Reason
from kamfield.todos import queries as todos
from kamfield.todos.rules import State
from kamfield.users.models import User


def draft_close(work: Work, outside: Outside, row: Reminder, user: User) -> Draft | Reason:
    """What is open and how much was done; nothing about a week that is closed, or that had nothing on it."""
    week = Week(row.params["year"], row.params["week"])
    todo_list = work.db.scalars(todos.list_of(user.id, week)).one_or_none()
    if todo_list is None or todo_list.closed_at is not None:
        return Reason.NOTHING_TO_SAY if todo_list is None else Reason.NO_LONGER_NEEDED
    today = work.now.astimezone(ZoneInfo(user.time_zone)).date()
    counts = {one.state: one.number for one in work.db.execute(todos.counts([todo_list.id], today))}
    if not counts:
        return Reason.NOTHING_TO_SAY
    token = issue_link(work, todo_list, user, LinkFor.CLOSE)
    numbers = {state.value: counts.get(state.value, 0) for state in State}
    return Draft(
        template="close",
        subject=N_("Close your week: %(what)s") if numbers["open"] else N_("Close your week: nothing is left open"),
        subject_values={"what": numbered(((numbers["open"], OPEN), (numbers["done"], DONE)), user.locale)},
        sentences={"why": OCCASIONS[Kind.CLOSE_WEEK], "button": N_("Look through the week and close it")},
        values={
            "name": user.name,
            "week": week,
            "counts": numbers,
            "today": today,
            "unconfirmed": todo_list.confirmed_at is None and todo_list.confirm_due_at is not None,
            "todos": cut(once_each(work.db.execute(todos.open_on(todo_list.id)).all(), *TODO)),
            **week_link(outside, token),
        },
        secret=token,
    )
