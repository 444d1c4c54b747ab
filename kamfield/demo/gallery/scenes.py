"""What brings each kind of mail about: the occasion is made as in life, the mail is the real one."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from kamfield.core.db import Database
from kamfield.core.work import SYSTEM, House, Work
from kamfield.demo.gallery import mornings, singly
from kamfield.demo.gallery.company import MONDAY, WEEK, Cast, settled
from kamfield.messengers import queries as messengers
from kamfield.messengers.models import Message
from kamfield.outside import SilentOutside, silent
from kamfield.outside.mail import Letter
from kamfield.reminders.actions import remind
from kamfield.reminders.background import deliver
from kamfield.reminders.models import Reminder
from kamfield.reminders.rules import Kind
from kamfield.todos import actions as todos
from kamfield.todos import queries as lists
from kamfield.todos.rules import Source
from kamfield.users import queries as users
from kamfield.visits.models import Visit
from kamfield.visits.queries.minutes import copies_of
from kamfield.visits.queries.visits import visible_to
from kamfield.visits.rules.codes import State
from kamfield.visits.rules.minutes import MinutesState

FRIDAY = MONDAY + timedelta(days=4)
Scene = Callable[[Work, Cast], Reminder]


@dataclass(frozen=True)
class Hung:
    """A mail of the gallery, when it left, and what the receiver's chat got."""

    kind: Kind
    locale: str
    letter: Letter
    at: datetime
    chat: Message | None


class NoMail(Exception):
    """The scene of a kind brought no mail about."""


def paint(house: House) -> Iterator[Hung]:
    """One mail per kind and language."""
    with settled(house) as (here, casts):
        for kind in Kind:
            if kind in SCENES:
                yield from (_painted(here, house, cast, kind) for cast in casts)


def _painted(here: Database, house: House, cast: Cast, kind: Kind) -> Hung:
    """Nothing of it is committed: each scene finds the company as it settled."""
    day, hour, minute = WHEN.get(kind, (MONDAY, 9, 0))
    doors = silent()
    with here.writing() as db:
        work = Work(SYSTEM, cast.on(day, hour, minute), db, house)
        row = SCENES[kind](work, cast)
        db.flush()
        _send(work, doors, row)
        return Hung(kind, cast.locale, doors.mail.sent[0], work.now, _written(work, row))


def _send(work: Work, doors: SilentOutside, row: Reminder) -> None:
    for _ in ("composed", "handed over"):
        deliver(work, doors, row)
        work.db.flush()
    if not doors.mail.sent:
        raise NoMail(f"{row.key}: {row.fate}")


def _written(work: Work, row: Reminder) -> Message | None:
    robots = work.all(messengers.of_user(row.user_id))
    written = (one for robot in robots for one in work.all(messengers.messages_of(robot.id)))
    return next((one for one in written if one.occasion == row.id), None)


def _invited(work: Work, cast: Cast) -> Reminder:
    return remind(work, Kind.INVITATION, cast.rep.id, "gallery")


def _asked_for_a_password(work: Work, cast: Cast) -> Reminder:
    return remind(work, Kind.PASSWORD_RESET, cast.rep.id, "gallery")


def _begun(work: Work, cast: Cast) -> Reminder:
    return remind(work, Kind.WEEK, cast.rep.id, str(WEEK), year=WEEK.year, week=WEEK.number)


def _led(work: Work, cast: Cast) -> Reminder:
    return remind(work, Kind.TEAM_WEEK, cast.manager.id, str(WEEK), year=WEEK.year, week=WEEK.number)


def _nearly_over(work: Work, cast: Cast) -> Reminder:
    """The list was opened on Monday, and some of it has been done since."""
    mine = replace(work, user=cast.rep)
    week = todos.open_week(work, work.one(users.any_by_id(cast.rep.id)), WEEK)
    work.db.flush()
    own = [item.id for item in work.db.execute(lists.open_on(week.id)) if item.source_kind == Source.OWN]
    for item_id in own[1:]:
        todos.complete(mine, item_id)
    return remind(work, Kind.CLOSE_WEEK, cast.rep.id, str(WEEK), year=WEEK.year, week=WEEK.number)


def _met(work: Work, cast: Cast) -> Reminder:
    """The latest minutes that somebody at the client has not answered yet."""
    mine = visible_to(cast.rep).where(Visit.rep_id == cast.rep.id, Visit.state == State.REPORTED)
    copies = (copy for visit in work.all(mine.order_by(Visit.day.desc())) for copy in work.all(copies_of(visit.id)))
    copy = next(copy for copy in copies if copy.state == MinutesState.SENT and copy.locale == cast.locale)
    return remind(work, Kind.MINUTES, cast.rep.id, copy.id, copy_id=copy.id)


SCENES: Mapping[str, Scene] = {
    Kind.INVITATION: _invited,
    Kind.PASSWORD_RESET: _asked_for_a_password,
    Kind.WEEK: _begun,
    Kind.TEAM_WEEK: _led,
    Kind.CLOSE_WEEK: _nearly_over,
    Kind.MINUTES: _met,
    **singly.SCENES,
    **mornings.SCENES,
}
WHEN: Mapping[str, tuple[date, int, int]] = {
    Kind.WEEK: (MONDAY, 7, 30),
    Kind.TEAM_WEEK: (MONDAY, 7, 30),
    Kind.CLOSE_WEEK: (FRIDAY, 15, 0),
    Kind.PLAN_ESCALATED: (FRIDAY, 9, 0),
    **{kind: (day, 7, 30) for kind, day in mornings.DAYS.items()},
}
