"""Weeks open by themselves, where each person is."""

from collections.abc import Mapping
from datetime import datetime, time
from zoneinfo import ZoneInfo

from kamfield.core.journal import Entry
from kamfield.core.weeks import instant_of, week_at
from kamfield.core.work import Work
from kamfield.outside import Outside
from kamfield.todos import actions, queries
from kamfield.todos.models import Turn
from kamfield.users import queries as users
from kamfield.users.models import Absence
from kamfield.users.queries import handover_by_id
from kamfield.users.rules import Role

MIDNIGHT = time()


def plan_turns(work: Work) -> None:
    """Gives everybody who has none yet a turn of the week, at once: somebody new gets the running week."""
    for user in work.all(queries.without_turn()):
        work.add(Turn(user_id=user.id, due_at=work.now))


def turn_the_week(work: Work, _outside: Outside, row: Turn) -> datetime | None:
    """Opens the week that it is for this person, and comes again on their next Monday at midnight.

    After days without a worker it opens the week that it is now; what was left open longer ago is carried all the same.
    """
    user = work.one(users.any_by_id(row.user_id))
    if user.deleted_at is not None:
        return None
    zone = ZoneInfo(user.time_zone)
    week = week_at(work.now, zone)
    if user.active and (user.role == Role.REP or actions.holds_something(work, user, week)):
        actions.open_week(work, user, week)
    return instant_of(week.following.monday, MIDNIGHT, zone)


def follow_the_person(work: Work, entry: Entry) -> None:
    """Somebody works elsewhere or again, so that their Monday may begin at another instant: the turn looks at once."""
    for turn in work.all(queries.turn_of(entry.subject_id)):
        if turn.parked_at is None:
            turn.due_at = work.now
    actions.move_deadline(work, work.one(users.any_by_id(entry.subject_id)))


def follow_the_absence(work: Work, entry: Entry) -> None:
    """Days off move the hour by which the week is to be confirmed."""
    actions.move_deadline(work, work.one(users.any_by_id(work.db.get_one(Absence, entry.subject_id).user_id)))


def owned(work: Work, user_id: str) -> Mapping[str, int]:
    """How many open items stand on somebody's lists."""
    return {"todos": len(work.all(queries.open_items_of(user_id)))}


def hand_over_todos(work: Work, entry: Entry) -> None:
    """The leaver's open items go to the receivers, each to the list of the same week or the running one."""
    handover = work.one(handover_by_id(work.user, entry.subject_id))
    for item in work.all(queries.open_items_of(handover.leaver_id)):
        receiver_id = handover.receiver_of(item.account_id)
        work.act("todo.hand_over", item, handover_id=handover.id, to_id=receiver_id)
        receiver = work.one(users.any_by_id(receiver_id))
        item.list_id = actions.open_list(work, receiver, work.one(queries.list_with(item)).monday).id
        item.rep_id = receiver_id
        handover.add("todos", receiver_id)
