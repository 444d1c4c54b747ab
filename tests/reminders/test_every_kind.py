"""Every kind of reminder against every rule: once, in time, done, on leave, gone, unwanted, at night, too many."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection

from kamfield.core import due
from kamfield.core.db import Database, connect
from kamfield.core.work import Work
from kamfield.outside import SilentOutside, silent
from kamfield.reminders.models import Reminder
from kamfield.reminders.rules import FORMS, MANDATORY, Kind, State, When
from kamfield.users.models import User
from kamfield.worker import KINDS, Worker
from tests.api import Api, Caller
from tests.cast import Cast, Moment
from tests.databases import lay_down, undone
from tests.make.occasions import OCCASIONS, Occasion
from tests.make.reminders import ledger, work_off
from tests.make.todos import in_shanghai, live_at

EVERY = pytest.mark.parametrize("kind", OCCASIONS)
EVENING = in_shanghai(2026, 3, 2, 18, 0)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@dataclass
class Scene:
    """A kind's occasion, and what its receiver hears of it."""

    kind: Kind
    api: Api
    work: Work
    worker: Worker
    moment: Moment
    outside: SilentOutside

    @property
    def occasion(self) -> Occasion:
        return OCCASIONS[self.kind]

    @property
    def receiver(self) -> str:
        return f"user-{self.occasion.name}"

    @property
    def caller(self) -> Caller:
        found: Caller = getattr(self.api, self.occasion.name)
        return found

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(getattr(Cast, self.occasion.name).time_zone)

    def live_at(self, when: datetime) -> None:
        live_at(self.worker, self.moment, when)

    def arise(self) -> Callable[[], Any]:
        """It has arisen, and it is as good as time to tell it."""
        self.live_at(self.occasion.arises_at - MINUTE)
        self.moment.set(self.occasion.arises_at)
        end = self.occasion.arises(self.api, replace(self.work, now=self.moment.now))
        if self.occasion.arises_at < self.occasion.told_at:
            self.live_at(self.occasion.told_at - MINUTE)
        return end

    def rows(self) -> list[Reminder]:
        return ledger(self.work, self.receiver, self.kind)

    def letters(self) -> int:
        """How many mails said it, by itself or among others."""
        told = {f"<{row.digest_id or row.id}@kamfield.example.com>" for row in self.rows()}
        return sum(letter.message_id in told for letter in self.outside.mail.sent)

    def fates(self) -> set[tuple[str, str | None]]:
        return {(row.state, row.reason) for row in self.rows()}


@pytest.fixture(scope="session")
def monday_over(engine_name: str, new_database_url) -> Iterator[Database]:
    """Monday is over in Shanghai: everybody has a rhythm and nothing of it was said yet."""
    database = connect(new_database_url(engine_name))
    lay_down(database)
    moment = Moment()
    worker = Worker(database, moment, silent())
    work_off(worker)
    live_at(worker, moment, EVENING)
    yield database
    database.dispose()


@pytest.fixture
def connection(monday_over: Database) -> Iterator[Connection]:
    """The tests of this module begin there: to live through it anew would be half of what they cost."""
    with undone(monday_over) as connection:
        yield connection


@pytest.fixture
def scene(kind: Kind, api: Api, work: Work, worker: Worker, moment: Moment, outside: SilentOutside) -> Scene:
    moment.set(EVENING)
    return Scene(kind, api, work, worker, moment, outside)


@EVERY
def test_it_is_told_once_at_its_hour_however_many_workers_look(scene: Scene) -> None:
    scene.arise()
    assert scene.letters() == 0
    scene.moment.set(scene.occasion.told_at)
    race(scene.worker, replace(scene.worker))
    assert scene.letters() == 1, scene.fates()
    told = {row.id: row.digest_id for row in scene.rows()}
    scene.live_at(scene.occasion.told_at + timedelta(minutes=5))
    assert {row.id: row.digest_id for row in scene.rows()} == told
    assert scene.letters() == 1


def race(first: Worker, second: Worker) -> None:
    """Two workers see the same due rows, and each tries them all."""
    for _ in range(20):
        with first.database.reading() as db:
            seen = [(kind, row) for kind in KINDS for row in due.waiting(db, kind, first.clock())]
        if not seen:
            return
        for kind, (row_id, due_at) in seen:
            first.run_one(kind, row_id, due_at)
            second.run_one(kind, row_id, due_at)  # not the same step: at most the one that is due again at once
    raise AssertionError("something is due again and again")


def hush(scene: Scene) -> None:
    """Everybody's quiet hours are now, and for two hours."""
    local = scene.occasion.told_at.astimezone(scene.zone)
    hours = {"quiet_from": f"{local - MINUTE:%H:%M}", "quiet_until": f"{local + timedelta(hours=2):%H:%M}"}
    answer = scene.api.ada.patch("/policies", hours)
    assert answer.status_code == 200, answer.json


@EVERY
def test_in_quiet_hours_it_waits_and_says_so(scene: Scene) -> None:
    scene.arise()
    hush(scene)
    scene.live_at(scene.occasion.told_at)
    assert scene.letters() == 0
    waiting = scene.rows()[-1]
    held = waiting.reason if waiting.digest_id is None else scene.work.db.get_one(Reminder, waiting.digest_id).reason
    assert held == "quiet_hours"
    scene.live_at(scene.occasion.told_at + timedelta(hours=2, minutes=31))
    assert scene.letters() == 1


@EVERY
def test_what_was_done_meanwhile_is_not_told(scene: Scene) -> None:
    if scene.kind in {Kind.WEEK, Kind.TEAM_WEEK}:
        pytest.skip("a week is over with its Sunday: tests/reminders/test_too_late.py")
    end = scene.arise()
    hush(scene)
    scene.live_at(scene.occasion.told_at)
    known = {row.id for row in scene.rows()}
    scene.work.db.rollback()
    end()
    scene.live_at(scene.occasion.told_at + timedelta(hours=2, minutes=31))
    mine = [row for row in scene.rows() if row.id in known]
    assert {(row.state, row.reason) for row in mine} == {("suppressed", "no_longer_needed")}
    assert not [one for one in scene.outside.mail.sent if any(row.id in one.message_id for row in mine)]


@EVERY
def test_on_leave_it_is_not_told_and_on_the_first_day_back_what_still_holds_is(scene: Scene) -> None:
    scene.arise()
    today = scene.occasion.told_at.astimezone(scene.zone).date()
    leave = {"from_on": f"{today}", "to_on": f"{today}", "kind": "sick"}
    assert scene.caller.post("/absences", leave).status_code == 201
    scene.live_at(scene.occasion.told_at)
    assert scene.letters() == 0
    assert scene.fates() <= {("suppressed", "on_leave")}
    for days in range(1, 5):
        morning = datetime.combine(today + DAY * days, scene.occasion.told_at.time())
        scene.live_at(morning.replace(hour=7, minute=30, tzinfo=scene.zone))
    assert (scene.letters() == 0) is scene.occasion.of_the_day, scene.fates()
    assert not [row for row in scene.rows() if row.state == State.DUE]


@EVERY
def test_who_is_not_active_is_not_told(scene: Scene) -> None:
    scene.arise()
    user = scene.work.db.get_one(User, scene.receiver)
    user.active = False
    scene.work.act("user.add", user)
    scene.work.db.commit()
    scene.live_at(scene.occasion.told_at)
    assert scene.letters() == 0
    assert scene.fates() <= {("suppressed", "inactive")}


@EVERY
def test_what_is_not_wanted_is_not_told_but_nobody_can_do_without_a_duty(scene: Scene) -> None:
    scene.arise()
    answer = scene.caller.put("/me/reminder-settings", {"unwanted": [scene.kind]})
    assert answer.status_code == (422 if scene.kind in MANDATORY else 200)
    scene.live_at(scene.occasion.told_at)
    if scene.kind in MANDATORY:
        assert scene.letters() == 1
    elif scene.kind == Kind.DIGEST:
        assert scene.rows() == []
        assert {row.reason for row in ledger(scene.work, scene.receiver, Kind.TODO_DUE)} == {"app_only"}
    else:
        assert (scene.letters(), scene.fates()) == (0, {("suppressed", "opted_out")})


@EVERY
def test_beyond_the_days_cap_it_waits_for_the_mail_of_the_next_morning(scene: Scene) -> None:
    scene.arise()
    scene.api.ada.patch("/policies", {"reminders_per_day": 1})
    at = scene.occasion.told_at - MINUTE
    sent = {"state": State.SENT, "created_at": at, "closed_at": at, "params": {}}
    scene.work.add(Reminder(key="earlier", kind=Kind.CLOSE_WEEK, user_id=scene.receiver, **sent))
    scene.work.db.commit()
    scene.live_at(scene.occasion.told_at)
    if FORMS[scene.kind].when != When.AT_ONCE:
        assert scene.letters() == 1, "what a morning brings is one mail anyway"
        return
    assert (scene.letters(), scene.fates()) == (0, {("due", "enough_today")})
    scene.live_at(scene.occasion.told_at + DAY)
    assert scene.letters() == 1


def test_the_table_holds_every_kind_that_comes_by_itself() -> None:
    assert OCCASIONS.keys() == {kind for kind, form in FORMS.items() if form.when != When.ASKED_FOR}
