"""What brings each kind of mail about: the occasion is made as in life, the mail is the real one."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from kamfield.core.weeks import week_with
from kamfield.core.work import House, Work
from kamfield.demo.gallery.company import MONDAY, Cast, settled
from kamfield.outside import SilentOutside, silent
from kamfield.outside.mail import Letter
from kamfield.reminders.actions import remind
from kamfield.reminders.background import deliver
from kamfield.reminders.models import Reminder
from kamfield.reminders.rules import Kind
from kamfield.users.actions.sign_in import as_actor
from kamfield.visits.models import Visit
from kamfield.visits.queries.minutes import copies_of
from kamfield.visits.queries.visits import visible_to
from kamfield.visits.rules.codes import State
from kamfield.visits.rules.minutes import MinutesState

FRIDAY = MONDAY + timedelta(days=4)
WEEK = week_with(MONDAY)


@dataclass(frozen=True)
class Hung:
    """A mail of the gallery, and when it left."""

    kind: Kind
    locale: str
    letter: Letter
    at: datetime


class NoMail(Exception):
    """The scene of a kind brought no mail about: the scene is to be mended, or the kind has none."""


def paint(house: House) -> Iterator[Hung]:
    """One mail per kind and language."""
    with settled(house) as (work, casts):
        for kind in Kind:
            for cast in casts.values():
                yield _painted(work, cast, kind)


def _painted(work: Work, cast: Cast, kind: Kind) -> Hung:
    if kind not in SCENES:
        raise NoMail(f"Say in kamfield/demo/gallery/scenes.py what brings {kind} about.")
    day, hour, minute = WHEN.get(kind, (MONDAY, 9, 0))
    then = replace(work, now=cast.on(day, hour, minute))
    then.db.info["now"] = then.now
    row, doors = SCENES[kind](then, cast), silent()
    then.db.flush()
    _send(then, doors, row)
    return Hung(kind, cast.locale, doors.mail.sent[0], then.now)


def _send(work: Work, doors: SilentOutside, row: Reminder) -> None:
    for _ in ("composed", "handed over"):
        deliver(work, doors, row)
        work.db.flush()
    if not doors.mail.sent:
        raise NoMail(f"{row.key}: {row.why('en')}")


def _invited(work: Work, cast: Cast) -> Reminder:
    return remind(work, Kind.INVITATION, cast.rep.id, "gallery")


def _asked_for_a_password(work: Work, cast: Cast) -> Reminder:
    return remind(work, Kind.PASSWORD_RESET, cast.rep.id, "gallery")


def _weekly(kind: Kind, *, of_the_manager: bool = False) -> Callable[[Work, Cast], Reminder]:
    def begin(work: Work, cast: Cast) -> Reminder:
        user = cast.manager if of_the_manager else cast.rep
        return remind(work, kind, user.id, str(WEEK), year=WEEK.year, week=WEEK.number)

    return begin


def _met(work: Work, cast: Cast) -> Reminder:
    """The latest minutes that somebody at the client has not answered yet."""
    rep = as_actor(cast.rep)
    seen = visible_to(rep).where(Visit.rep_id == rep.id, Visit.state == State.REPORTED).order_by(Visit.day.desc())
    copies = (copy for visit in work.all(seen) for copy in work.all(copies_of(visit.id)))
    copy = next(copy for copy in copies if copy.state == MinutesState.SENT and copy.locale == cast.locale)
    return remind(work, Kind.MINUTES, rep.id, copy.id, copy_id=copy.id)


SCENES: Mapping[str, Callable[[Work, Cast], Reminder]] = {
    Kind.INVITATION: _invited,
    Kind.PASSWORD_RESET: _asked_for_a_password,
    Kind.WEEK: _weekly(Kind.WEEK),
    Kind.TEAM_WEEK: _weekly(Kind.TEAM_WEEK, of_the_manager=True),
    Kind.CLOSE_WEEK: _weekly(Kind.CLOSE_WEEK),
    Kind.MINUTES: _met,
}
WHEN: Mapping[str, tuple[date, int, int]] = {
    Kind.WEEK: (MONDAY, 7, 30),
    Kind.TEAM_WEEK: (MONDAY, 7, 30),
    Kind.CLOSE_WEEK: (FRIDAY, 15, 0),
}
