"""The Monday mail: what a week holds for one person."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from kamfield.core.once import once_each
from kamfield.core.prepared import rows_of
from kamfield.core.texts import N_
from kamfield.core.weeks import Week, week_at
from kamfield.core.work import Actor, Work
from kamfield.outside import Outside
from kamfield.pages.actions.links import issue_link
from kamfield.pages.rules import addresses
from kamfield.pages.rules.links import LinkFor
from kamfield.reminders import queries
from kamfield.reminders.background.glance import days_of, week_chart, week_words
from kamfield.reminders.background.notices import TOLD_BY_THE_WEEK, joined, several
from kamfield.reminders.background.numbers import FOLLOW_UPS, OVERDUE, TODOS, VISITS, numbered
from kamfield.reminders.background.page import Draft
from kamfield.reminders.background.sections import cut
from kamfield.reminders.models import Reminder
from kamfield.reminders.rules import OCCASIONS, Kind, Reason
from kamfield.todos import queries as todos
from kamfield.todos.actions import open_week
from kamfield.todos.models import TodoList
from kamfield.todos.rules import Source
from kamfield.users.actions.sign_in import as_actor
from kamfield.users.models import User
from kamfield.users.rules import Role

TODO = ("title", "account_name")
TOLD_APART = frozenset({Source.FOLLOW_UP})  # they stand under their own heading, with the amount


def draft_week(work: Work, outside: Outside, row: Reminder, user: User) -> Draft | Reason:
    """The week of a rep, also an empty one; others hear only when there is something to do."""
    week = Week(row.params["year"], row.params["week"])
    zone = ZoneInfo(user.time_zone)
    today = max(work.now.astimezone(zone).date(), week.monday)
    todo_list = _list_of(work, user, week)
    found = _found(work, as_actor(user), week, today)
    sections = {name: cut(rows) for name, rows in found.items()}
    days = days_of(week, found["visits"], [*found["todos"], *found["follow_ups"]])
    counts = {name: section.count for name, section in sections.items()}
    notices = joined(work, outside, row, user, TOLD_BY_THE_WEEK)
    if user.role != Role.REP and not any(counts.values()):
        return several(work, outside, row, user, notices) if notices else Reason.NOTHING_TO_SAY
    token = _link(work, user, todo_list)
    return Draft(
        template="week",
        subject=N_("Your week: %(what)s") if any(counts.values()) else N_("Your week: nothing is planned yet"),
        subject_values={"what": _numbered(counts, user.locale)},
        sentences={"why": OCCASIONS[Kind.WEEK], "button": N_("Look through the week and confirm it")},
        values={
            "name": user.name,
            "now": work.now,
            "week": week,
            "zone": zone,
            "glance": week_words(days, user.locale),
            "counts": counts,
            "late": _late(counts),
            "notices": notices,
            **sections,
            **week_link(outside, token),
        },
        secret=token,
        charts={"week": week_chart(days, user.locale)} if any(one.visits or one.todos for one in days) else {},
    )


def week_link(outside: Outside, token: str | None) -> dict[str, str]:
    """The address of a link that acts for its receiver; nothing without a token."""
    return {"link": f"{outside.public_url}{addresses.week_link(token)}"} if token else {}


def _link(work: Work, user: User, todo_list: TodoList | None) -> str | None:
    """A link that confirms the week, if it is to be confirmed."""
    if todo_list is None or todo_list.confirm_due_at is None or todo_list.confirmed_at or todo_list.closed_at:
        return None
    return issue_link(work, todo_list, user, LinkFor.CONFIRM)


def _list_of(work: Work, user: User, week: Week) -> TodoList | None:
    """After days without a worker the mail may come before the turn of the week: then the list is opened here."""
    known = work.db.scalars(todos.list_of(user.id, week)).one_or_none()
    if user.role != Role.REP or week != week_at(work.now, ZoneInfo(user.time_zone)):
        return known
    return known if known is not None and known.opened_at is not None else open_week(work, user, week)


def _found(work: Work, actor: Actor, week: Week, today: date) -> dict[str, Sequence[Any]]:
    visits = rows_of(work.db, queries.visits_between(actor, today, week.sunday))
    on_the_list = rows_of(work.db, queries.to_do(actor, week.sunday))
    to_do = [one for one in on_the_list if one.source_kind not in TOLD_APART]
    chase = rows_of(work.db, queries.to_chase(actor, week.sunday))
    return {
        "visits": visits,
        "todos": once_each([one for one in to_do if not _is_late(one, today)], *TODO),
        "overdue_todos": once_each([one for one in to_do if _is_late(one, today)], *TODO),
        "follow_ups": once_each([one for one in chase if not _is_late(one, today)], "number"),
        "overdue_follow_ups": once_each([one for one in chase if _is_late(one, today)], "number"),
    }


def _is_late(one: Any, today: date) -> bool:
    return one.due_on is not None and one.due_on < today


def _numbered(counts: Mapping[str, int], locale: str) -> tuple[str, ...]:
    numbers = (counts["visits"], _late(counts), counts["todos"], counts["follow_ups"])
    return numbered(zip(numbers, (VISITS, OVERDUE, TODOS, FOLLOW_UPS), strict=True), locale)


def _late(counts: Mapping[str, int]) -> int:
    return counts["overdue_todos"] + counts["overdue_follow_ups"]
