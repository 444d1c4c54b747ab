"""A small company that every mail can be about: in each language a manager and two reps with a few clients each."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from kamfield.core import migrate
from kamfield.core.db import connect
from kamfield.core.work import SYSTEM, House, Work
from kamfield.demo import archive, field, money
from kamfield.demo.archive import Client
from kamfield.demo.company import SEED
from kamfield.demo.people import PEOPLE, DemoPerson
from kamfield.todos import actions as todos
from kamfield.users.actions import people
from kamfield.users.actions.sign_in import as_actor
from kamfield.users.models import User
from kamfield.users.queries import with_email

MONDAY = date(2026, 3, 9)
SETTLED = datetime(2026, 3, 8, 12, tzinfo=UTC)
TIERS = "AABBBCCCD"
REPS = {"zh-CN": ("li.na", "wang.lei"), "en": ("jonas.weber", "sophie.martin")}
TO_DO = {
    "zh-CN": (("寄送二号线样品", 3), ("更新年度采购量", -4), ("整理竞争对手报价", None)),
    "en": (("Send the samples for line 2", 3), ("Ask for the yearly volume", -4), ("Sum up Nordring's offer", None)),
}


@dataclass(frozen=True)
class Cast:
    """Who gets the mails of one language, and the rep's clients."""

    locale: str
    zone: ZoneInfo
    rep: User
    manager: User
    clients: Sequence[Client]

    def on(self, day: date, hour: int, minute: int = 0) -> datetime:
        """When a clock shows this where they live."""
        return datetime.combine(day, time(hour, minute), self.zone).astimezone(UTC)


@contextmanager
def settled(house: House) -> Iterator[tuple[Work, dict[str, Cast]]]:
    """The company in a database of its own, which is gone afterwards; the system's work and a cast per language."""
    with TemporaryDirectory() as folder:
        here = connect(f"sqlite:///{Path(folder) / 'gallery.db'}")
        migrate.upgrade(here)
        with here.writing() as db:
            work = Work(SYSTEM, SETTLED, db, house)
            yield work, _casts(work)
        here.dispose()


def _casts(work: Work) -> dict[str, Cast]:
    chance = Random(SEED)  # noqa: S311  invented, and the same at every start
    _move_in(work)
    return {locale: _cast(work, locale, mailboxes, chance) for locale, mailboxes in REPS.items()}


def _move_in(work: Work) -> None:
    wanted = {mailbox for pair in REPS.values() for mailbox in pair}
    leading = {one.manager for one in PEOPLE if one.mailbox in wanted}
    ids: dict[str, str] = {}
    for person in PEOPLE:
        if person.mailbox in wanted | leading:
            columns = {"locale": person.locale, "time_zone": person.time_zone, "role": person.role}
            manager_id = ids.get(person.manager or "")
            added = people.add(work, email=person.email, name=person.name, manager_id=manager_id, **columns)
            ids[person.mailbox] = added.id


def _cast(work: Work, locale: str, mailboxes: Sequence[str], chance: Random) -> Cast:
    reps = [_person(mailbox) for mailbox in mailboxes]
    manager = _user(work, _person(str(reps[0].manager)))
    zone = ZoneInfo(reps[0].time_zone)
    of_the_rep, *_ = [_live(work, rep, manager, chance) for rep in reps]
    return Cast(locale, zone, _user(work, reps[0]), manager, of_the_rep)


def _live(work: Work, person: DemoPerson, manager: User, chance: Random) -> list[Client]:
    """A rep's clients, a month that was approved and is half over, some quotations, a list of one's own."""
    rep = as_actor(_user(work, person))
    mine = replace(work, user=rep, now=SETTLED)
    clients = list(archive.fill(_at(mine, SETTLED - timedelta(days=60)), person.mailbox, chance, TIERS))
    field.run_month(mine, clients, as_actor(manager), MONDAY.replace(day=1), MONDAY, chance)
    money.quote(_at(mine, SETTLED), as_actor(manager), clients, chance)
    field.propose_month(_at(mine, SETTLED), clients, date(2026, 4, 1), chance)
    field.hand_in(mine, date(2026, 4, 1))
    for title, days in TO_DO[person.locale]:
        todos.add(mine, title=title, due_on=None if days is None else MONDAY + timedelta(days=days))
    mine.db.flush()
    return clients


def _at(work: Work, now: datetime) -> Work:
    work.db.info["now"] = now
    return replace(work, now=now)


def _person(mailbox: str) -> DemoPerson:
    return next(one for one in PEOPLE if one.mailbox == mailbox)


def _user(work: Work, person: DemoPerson) -> User:
    return work.one(with_email(person.email))
