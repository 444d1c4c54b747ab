"""A small company that every mail can be about: in each language two reps, their manager, and who is above her."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from kamfield.core import migrate
from kamfield.core.db import Database, connect
from kamfield.core.weeks import week_with
from kamfield.core.work import SYSTEM, Actor, House, Work
from kamfield.demo import archive, field, money
from kamfield.demo.archive import Client
from kamfield.demo.people import PEOPLE, DemoPerson
from kamfield.messengers import actions as messengers
from kamfield.messengers.rules import Topic
from kamfield.todos import actions as todos
from kamfield.users.actions import people
from kamfield.users.actions.sign_in import as_actor
from kamfield.users.queries import with_email

MONDAY = date(2026, 3, 9)
WEEK = week_with(MONDAY)
SETTLED = datetime(2026, 3, 8, 12, tzinfo=UTC)
SEED = 8  # a month in which every mail has its occasion
TIERS = "AABBBCCCD"
ROBOT = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=00000000-0000"
TEAMS = {"zh-CN": ("zhou.min", "li.na", "wang.lei"), "en": ("anna.keller", "jonas.weber", "sophie.martin")}
ABOVE = DemoPerson("grace.hall", "Grace Hall", "manager", None, "en", "Europe/Berlin")
OTHER_LINE = {"anna.keller": ABOVE.mailbox}  # so that also the level above speaks the language of the cast
STAFF = {ABOVE.mailbox, "lin.tao", *(mailbox for team in TEAMS.values() for mailbox in team)}
TO_DO = {
    "zh-CN": (("寄送二号线样品", 3), ("更新年度采购量", -4), ("整理竞争对手报价", None)),
    "en": (("Send the samples for line 2", 3), ("Ask for the yearly volume", -4), ("Sum up Nordring's offer", None)),
}


@dataclass(frozen=True)
class Cast:
    """Who gets the mails of one language, and the rep's clients."""

    locale: str
    zone: ZoneInfo
    rep: Actor
    manager: Actor
    clients: Sequence[Client]

    def on(self, day: date, hour: int, minute: int = 0) -> datetime:
        """When a clock shows this where they live."""
        return datetime.combine(day, time(hour, minute), self.zone).astimezone(UTC)


@contextmanager
def settled(house: House) -> Iterator[tuple[Database, list[Cast]]]:
    """The company in a database of its own, which is gone afterwards, and a cast per language."""
    with TemporaryDirectory() as folder:
        here = connect(f"sqlite:///{Path(folder) / 'gallery.db'}")
        migrate.upgrade(here)
        with here.writing() as db:
            casts = _casts(Work(SYSTEM, SETTLED, db, house))
            db.commit()
        yield here, casts
        here.dispose()


def _casts(work: Work) -> list[Cast]:
    chance = Random(SEED)  # noqa: S311  invented, and the same at every start
    _move_in(work)
    return [_cast(work, locale, mailboxes, chance) for locale, mailboxes in TEAMS.items()]


def _move_in(work: Work) -> None:
    ids: dict[str, str] = {}
    for person in (ABOVE, *PEOPLE):
        if person.mailbox in STAFF:
            ids[person.mailbox] = people.add(
                work,
                email=person.email,
                name=person.name,
                role=person.role,
                manager_id=ids.get(OTHER_LINE.get(person.mailbox, person.manager or "")),
                locale=person.locale,
                time_zone=person.time_zone,
            ).id


def _cast(work: Work, locale: str, mailboxes: Sequence[str], chance: Random) -> Cast:
    manager, *reps = (as_actor(work.one(with_email(_person(mailbox).email))) for mailbox in mailboxes)
    of_the_first, *_ = [
        _live(work, rep, mailbox, manager, chance) for rep, mailbox in zip(reps, mailboxes[1:], strict=True)
    ]
    for reader in (manager, reps[0]):
        messengers.add(replace(work, user=reader), ROBOT, "sealed", (), label="Team", topics=list(Topic))
    return Cast(locale, reps[0].zone, reps[0], manager, of_the_first)


def _live(work: Work, rep: Actor, mailbox: str, manager: Actor, chance: Random) -> list[Client]:
    """A rep's clients, a month that was approved and is half over, some quotations, a list of one's own."""
    mine = replace(work, user=rep)
    clients = list(archive.fill(_at(mine, SETTLED - timedelta(days=60)), mailbox, chance, TIERS))
    field.run_month(mine, clients, manager, MONDAY.replace(day=1), MONDAY, chance)
    money.quote(_at(mine, SETTLED), manager, clients, {}, chance)
    field.propose_month(mine, clients, date(2026, 4, 1), chance)
    field.hand_in(mine, date(2026, 4, 1))
    for title, days in TO_DO[rep.locale]:
        todos.add(mine, title=title, due_on=None if days is None else MONDAY + timedelta(days=days))
    mine.db.flush()
    return clients


def _at(work: Work, now: datetime) -> Work:
    work.db.info["now"] = now
    return replace(work, now=now)


def _person(mailbox: str) -> DemoPerson:
    return next(one for one in PEOPLE if one.mailbox == mailbox)
