"""Lays the demo company into an empty database: fixed seed, dates relative to today."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from kamfield.core import passwords
from kamfield.core.afterwards import gathered
from kamfield.core.db import Database
from kamfield.core.work import SYSTEM, Actor, House, Work
from kamfield.demo import aftermath, archive, field, maps, money, opportunities, phones, troubles
from kamfield.demo.people import DOMAIN, PASSWORD, PEOPLE, DemoPerson
from kamfield.policies import actions as policies
from kamfield.users.actions import people
from kamfield.users.actions.sign_in import as_actor
from kamfield.users.queries import matching, with_email

NAME = "翰凌密封弹簧 Hanling Seals & Springs"
ADDRESS = "上海市漕宝路 1200 号\nHedelfinger Straße 60, 70327 Stuttgart"
SEED = 20260302
HANDED_IN_DAYS_AGO = {"li.na": 0, "jonas.weber": 3}  # the second has waited too long: it goes one level up


def is_empty(database: Database) -> bool:
    """Whether nobody lives in the database yet."""
    with database.reading() as db:
        return db.scalars(matching(SYSTEM).limit(1)).first() is None


def lay_down(database: Database, house: House, now: datetime, told: Callable[[str], object]) -> None:
    """People first, then rep by rep, all in one transaction: who is interrupted starts anew. `told` hears of each."""
    chance = Random(SEED)  # noqa: S311  invented, and the same at every start
    with database.writing() as db:
        work = Work(SYSTEM, now, db, house)
        _settle(work)
        told("people")
        _sign_as(work)
        for person in PEOPLE:
            if person.role == "rep":
                _live(work, person, chance)
                phones.sync(work, _actor(work, person), person.mailbox)
                told(person.name)
        _welcome(work)
        aftermath.follow(work)
        aftermath.begin_the_week(work, [work.one(with_email(person.email)) for person in PEOPLE])
        told("what follows")
        db.commit()


def _settle(work: Work) -> None:
    password_hash = passwords.hashed(PASSWORD)
    ids: dict[str, str] = {}
    for person in PEOPLE:
        start = person.start or (None, None)
        ids[person.mailbox] = people.add(
            work,
            email=person.email,
            name=person.name,
            role=person.role,
            manager_id=ids[person.manager] if person.manager else None,
            locale=person.locale,
            time_zone=person.time_zone,
            start_latitude=start[0],
            start_longitude=start[1],
            password_hash=password_hash,
        ).id


def _sign_as(work: Work) -> None:
    """What stands on the company's quotations."""
    admin = next(one for one in PEOPLE if one.role == "admin")
    policies.change(replace(work, user=_actor(work, admin)), {"company_name": NAME, "company_address": ADDRESS})


def _live(work: Work, person: DemoPerson, chance: Random) -> None:
    """One rep's archive, months and quotations."""
    manager_mailbox = next(one for one in PEOPLE if one.mailbox == person.manager)
    rep, manager = _actor(work, person), _actor(work, manager_mailbox)
    mine = replace(work, user=rep)
    today = work.now.astimezone(rep.zone).date()
    with gathered(mine):  # a client is made findable once, not once for each of its people
        clients = list(archive.fill(_on(mine, work.now - timedelta(days=90)), person.mailbox, chance))
    for month in _months(today):
        field.run_month(mine, clients, manager, month, today, chance)
    _on(mine, work.now)
    matter_most = [client for client in clients if client.tier in "AB"]
    troubles.trouble(mine, matter_most)
    purchases = opportunities.see(mine, manager, matter_most, chance)
    money.quote(mine, manager, matter_most, purchases, chance)
    maps.chart(mine, matter_most, chance)
    field.go_unplanned(mine, clients[0], today - timedelta(days=1))
    following = (today.replace(day=28) + timedelta(days=7)).replace(day=1)
    handed_in = HANDED_IN_DAYS_AGO.get(person.mailbox)
    field.propose_month(_on(mine, work.now - timedelta(days=handed_in or 0)), clients, following, chance)
    if handed_in is not None:
        field.hand_in(_on(mine, work.now - timedelta(days=handed_in)), following)
    _on(mine, work.now)
    if handed_in is not None:
        troubles.lose_touch(mine, manager, matter_most[0])


def _welcome(work: Work) -> None:
    """Somebody new: their invitation is the first mail to leave, at any hour."""
    admin = next(one for one in PEOPLE if one.role == "admin")
    manager = work.one(with_email(next(one for one in PEOPLE if one.mailbox == "anna.keller").email))
    columns: dict[str, Any] = {"locale": "en", "time_zone": "Europe/Berlin"}
    mine = replace(work, user=_actor(work, admin))
    people.add(mine, email=f"nina.huber@{DOMAIN}", name="Nina Huber", role="rep", manager_id=manager.id, **columns)


def _months(today: date) -> Iterator[date]:
    """The month before this one, and this one."""
    yield (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    yield today.replace(day=1)


def _on(work: Work, now: datetime) -> Work:
    work.db.info["now"] = now
    return replace(work, now=now)


def _actor(work: Work, person: DemoPerson) -> Actor:
    return as_actor(work.one(with_email(person.email)))
