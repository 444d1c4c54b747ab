"""What follows from the demo company's acts is done while it moves in: its worker begins with what happens now.

The acts of months would otherwise wait in front of those of a visitor, and each would look at its client anew.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import time, timedelta
from zoneinfo import ZoneInfo

from kamfield.core.journal import Entry, record_of
from kamfield.core.weeks import instant_of, week_at
from kamfield.core.work import SYSTEM, Work
from kamfield.reminders.background import mail_minutes
from kamfield.reminders.models import Rhythm
from kamfield.todos import actions as todos
from kamfield.todos import queries as lists
from kamfield.todos.background import follow_the_archive
from kamfield.todos.rules import Source
from kamfield.users.actions.sign_in import as_actor
from kamfield.users.models import User
from kamfield.wiring import AFTER

DAY = timedelta(days=1)
React = Callable[[Work, Entry], None]


def follow(work: Work) -> None:
    """Each reaction once for each thing, after the last act that calls for it: it looks at what is, not at what was.

    Clients have had the minutes of earlier days.
    """
    theirs = replace(work, user=SYSTEM)
    work.db.flush()
    acts = list(record_of(work.db).entries)
    for react, entry in reversed(list(_last_of_each(acts))):
        if react is not mail_minutes or work.now - entry.at < DAY:
            react(theirs, entry)
    for entry in acts:
        entry.due_at = None
    work.db.flush()


def begin_the_week(work: Work, people: Sequence[User]) -> None:
    """Nobody has had the mail of this week yet: the first thing a worker does is to write it."""
    for user in people:
        _tick_off(work, user)
        zone = ZoneInfo(user.time_zone)
        begun_at = instant_of(week_at(work.now, zone).monday, time(), zone)
        work.add(Rhythm(user_id=user.id, done_at=begun_at, due_at=work.now))


def _tick_off(work: Work, user: User) -> None:
    """What was to be done by yesterday as a next step has been done, here and there."""
    mine, week = replace(work, user=as_actor(user)), week_at(work.now, ZoneInfo(user.time_zone))
    for todo_list in work.all(lists.list_of(user.id, week)):
        stands = work.db.execute(lists.open_on(todo_list.id)).all()
        for item in [one for one in stands if one.source_kind == Source.NEXT_STEP][::2]:
            todos.complete(mine, item.id)


def _last_of_each(acts: Sequence[Entry]) -> Iterator[tuple[React, Entry]]:
    """The latest first."""
    seen: set[tuple[React, str | None]] = set()
    for entry in reversed(acts):
        for react in AFTER.get(entry.verb, ()):
            about = entry.account_id if react is follow_the_archive else entry.subject_id
            if (react, about) not in seen:
                seen.add((react, about))
                yield react, entry
