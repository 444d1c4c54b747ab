"""What is forgotten after half a year, and what happens after a backup was restored."""

import shutil
from collections.abc import Callable

import pytest
from sqlalchemy import make_url, select

from kamfield.accounts.actions import accounts
from kamfield.app import build
from kamfield.core.db import Database, connect
from kamfield.core.recalls import Recall
from kamfield.core.sync_clock import SyncClock
from kamfield.core.work import SYSTEM, Work
from kamfield.settings import Settings
from kamfield.sync.actions.restores import LEAP, restored
from kamfield.sync.models import WindowDay
from kamfield.wiring import HOUSE
from kamfield.worker import Worker
from tests.api import Api
from tests.cast import Cast, Moment
from tests.make.phones import Puller
from tests.make.reminders import work_off
from tests.make.visits import make_visit


def test_a_phone_that_was_away_for_half_a_year_begins_anew(
    api: Api, work: Work, worker: Worker, moment: Moment
) -> None:
    visit = make_visit(work)
    phone = Puller(api.li)
    phone.pull()
    visit.rep_id = Cast.sam.id
    work.act("visit.hand_over", visit)
    work.db.flush()
    for days in (1, 100, 90):
        moment.advance(days=days)
        work_off(worker)
    clock = work.db.get_one(SyncClock, 1, populate_existing=True)
    assert phone.cursor is not None
    assert phone.cursor < clock.horizon < clock.value
    assert work.db.scalars(select(Recall).where(Recall.seq <= clock.horizon)).all() == []
    assert work.db.scalars(select(WindowDay.seq).order_by(WindowDay.seq)).first() == clock.horizon
    phone.pull()
    assert phone.last["experimentalStrategy"] == "replacement"
    fresh = Puller(api.li)
    fresh.pull()
    assert phone.rows == fresh.rows
    assert phone.pull() == {}


def test_whoever_pulled_since_goes_on_as_usual(api: Api, work: Work, worker: Worker, moment: Moment) -> None:
    work_off(worker)
    phone = Puller(api.li)
    phone.pull()
    for _ in range(4):
        moment.advance(days=60)
        work_off(worker)
        phone.pull()
        assert "experimentalStrategy" not in phone.last


def write(database: Database, name: str, now: object = Moment.START) -> str:
    with database.writing() as db:
        account = accounts.add(Work(Cast.li.actor, Moment.START, db, HOUSE), name=name)
        db.commit()
        return account.id


@pytest.fixture
def backup_of(engine_name: str, new_database_url: Callable[..., str]) -> Callable[[str], str]:
    """Copies a database to which nobody is connected."""

    def copy(url: str) -> str:
        if engine_name == "postgresql":
            return new_database_url(engine_name, template=str(make_url(url).database))
        there = new_database_url(engine_name)
        shutil.copyfile(str(make_url(url).database), str(make_url(there).database))
        return there

    return copy


def test_after_a_backup_was_restored_every_phone_is_right_again(
    own_url: str, backup_of: Callable[[str], str], settings: Settings, moment: Moment
) -> None:
    """The rehearsal: a backup in the night, a morning's work that two phones see, a crash, the backup is back."""
    lost_world = connect(own_url)
    before = write(lost_world, "Before the backup")
    phone_of_li, phone_of_mei = pulled(lost_world, settings, moment)
    lost_world.dispose()
    backup = backup_of(own_url)

    lost_world = connect(own_url)
    lost = write(lost_world, "Lost with the crash")
    (up_to_date, _) = pulled(lost_world, settings, moment)
    lost_world.dispose()

    world = connect(backup)
    noted, resumed = restore(world, moment)
    assert resumed >= noted + LEAP
    assert up_to_date.cursor is not None
    assert noted < up_to_date.cursor < resumed
    again = write(world, "Entered again")
    api = Api(build(settings, database=world, clock=moment))

    up_to_date.caller = api.li
    up_to_date.pull()
    assert up_to_date.last["resync"] is True
    assert "experimentalStrategy" not in up_to_date.last
    assert up_to_date.ids("accounts") == {before, lost, again}  # what only the phone has stays there
    for phone, person in ((phone_of_li, "li"), (phone_of_mei, "mei")):
        phone.caller = getattr(api, person)
        phone.pull()
        assert "resync" not in phone.last
        assert phone.ids("accounts") == {before, again}
        assert phone.pull() == {}
    assert up_to_date.pull() == {}
    world.dispose()


def test_a_backup_from_before_an_earlier_restoration_collides_with_nothing(
    own_url: str, backup_of: Callable[[str], str], settings: Settings, moment: Moment
) -> None:
    oldest = backup_of(own_url)
    world = connect(own_url)
    restore(world, moment)
    between = write(world, "Seen between the two, and lost")
    phone, _ = pulled(world, settings, moment)
    assert between in phone.ids("accounts")
    world.dispose()

    moment.advance(minutes=5)
    world = connect(oldest)
    noted, resumed = restore(world, moment)
    after = [write(world, f"After it {number}") for number in range(5)]
    assert phone.cursor is not None
    assert noted < phone.cursor <= resumed
    phone.caller = Api(build(settings, database=world, clock=moment)).li
    phone.pull()
    assert phone.last["resync"] is True
    assert phone.ids("accounts") >= {*after}
    assert phone.pull() == {}
    world.dispose()


def restore(world: Database, moment: Moment) -> tuple[int, int]:
    with world.writing() as db:
        told = restored(Work(SYSTEM, moment.now, db, HOUSE))
        db.commit()
    return told


def pulled(database: Database, settings: Settings, moment: Moment) -> tuple[Puller, Puller]:
    api = Api(build(settings, database=database, clock=moment))
    phones = Puller(api.li), Puller(api.mei)
    for phone in phones:
        phone.pull()
    return phones


def test_a_cursor_from_a_future_that_never_was_gets_everything(api: Api, work: Work) -> None:
    visit = make_visit(work)
    phone = Puller(api.li, cursor=2**39)
    phone.pull()
    assert phone.last["resync"] is True
    assert phone.ids("visits") == {visit.id}
