"""The background process: does what is due, as often as it looks. What is due stands in the database, not here."""

import logging
import signal
import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from apscheduler.events import EVENT_SCHEDULER_STARTED
from apscheduler.job import Job
from apscheduler.schedulers.blocking import BlockingScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger

from kamfield.core import due, metrics, recurring
from kamfield.core.clock import Clock, now
from kamfield.core.db import Database
from kamfield.core.due import Due
from kamfield.core.journal import Entry, record_of
from kamfield.core.recurring import Recurring
from kamfield.core.work import SYSTEM, Work
from kamfield.outside import Outside
from kamfield.wiring import AFTER, EVERY, HOUSE, WHEN_DUE

log = logging.getLogger(__name__)

KINDS: tuple[type[Due], ...] = (Entry, Recurring, *WHEN_DUE)
TURN = timedelta(seconds=5)  # of one kind; then everybody else's due rows have theirs
MOST_LOST = 3  # rows in a row that others were faster to take: then they have the rest too, and we look anew
Step = Callable[[Work, Any], datetime | None]


class LeaseLost(Exception):
    """We were slower than our lease and somebody else took the row: what we did is rolled back."""


@dataclass(frozen=True)
class Worker:
    """What the background needs."""

    database: Database
    clock: Clock
    outside: Outside
    stopping: threading.Event = field(default_factory=threading.Event)

    def prepare(self) -> None:
        """Makes sure that every recurring job has its row."""
        with self.database.writing() as db:
            recurring.plan_missing(db, set(EVERY), self.clock())
            db.commit()

    def run_due(self) -> int:
        """Does everything that is due now, one transaction each, and returns how much. One failure blocks nobody."""
        done = 0
        for kind in KINDS:
            with self.database.reading() as db:
                found = due.waiting(db, kind, self.clock())
            if found:
                done += self._run_some(kind, found)
        return done

    def _run_some(self, kind: type[Due], found: Sequence[tuple[str, datetime]]) -> int:
        """As many as a turn has time for. The mail server is called once for all of them; each has its own lease.

        Whoever meets another worker goes on in the other half of what is left, so that they do not walk side by side.
        """
        done, lost, since, rest = 0, 0, self.clock(), deque(found)
        with self.outside.mail.batch() as mail:
            mine = replace(self, outside=replace(self.outside, mail=mail))
            while rest and lost < MOST_LOST and not self.stopping.is_set():
                if not since <= self.clock() <= since + TURN:
                    break  # also when the clock was put back meanwhile
                row_id, due_at = rest.popleft()
                lease = self._take(kind, row_id, due_at)
                if lease is None:
                    lost += 1
                    rest.rotate(-(len(rest) // 2))
                else:
                    lost = 0
                    done += mine._run_taken(kind, row_id, lease)
        return done

    def run_one(self, kind: type[Due], row_id: str, due_at: datetime) -> bool:
        """Takes one due row and does its work; False when somebody else was faster or it failed."""
        lease = self._take(kind, row_id, due_at)
        return lease is not None and self._run_taken(kind, row_id, lease)

    def _take(self, kind: type[Due], row_id: str, due_at: datetime) -> datetime | None:
        with self.database.writing() as db:
            lease = due.take(db, kind, row_id, due_at, self.clock())
            db.commit()
        return lease

    def _run_taken(self, kind: type[Due], row_id: str, lease: datetime) -> bool:
        try:
            self._do(kind, row_id, lease)
        except Exception as error:  # whatever it is, it parks one row and not the worker
            log.exception("due work failed", extra={"kind": due.name_of(kind), "row_id": row_id})
            metrics.count_step(due.name_of(kind), "failed")
            with self.database.writing() as db:
                unharmed = isinstance(error, due.NotItsFault)
                due.fail(db, kind, row_id, lease, self.clock(), f"{type(error).__name__}: {error}", unharmed=unharmed)
                db.commit()
            return False
        metrics.count_step(due.name_of(kind), "done")
        return True

    def _do(self, kind: type[Due], row_id: str, lease: datetime) -> None:
        with self.database.reading() as db:
            row = db.get_one(kind, row_id)
            db.expunge_all()
        with self.database.writing() as db:
            db.add(row)  # attached without a statement: a step that goes outside first holds no lock meanwhile
            work = Work(SYSTEM, self.clock(), db, HOUSE)
            again_at = self._step(kind, work, row)
            db.flush()
            if record_of(db).has_loose_ends:
                log.warning("written without an act", extra={"kind": due.name_of(kind)})
            if not due.finish(db, kind, row_id, lease, again_at):
                raise LeaseLost(row_id)
            db.commit()
            metrics.count_acts(entry.verb for entry in record_of(db).entries)

    def _step(self, kind: type[Due], work: Work, row: Any) -> datetime | None:
        if kind is Entry:
            for react in AFTER.get(row.verb, ()):
                react(work, row)
            return None
        if kind is Recurring:
            return self._recur(work, row)
        again_at: datetime | None = WHEN_DUE[kind](work, self.outside, row)
        return again_at

    def _recur(self, work: Work, row: Recurring) -> datetime | None:
        if row.id not in EVERY:
            return None  # a job of an earlier release
        schedule, run = EVERY[row.id]
        run(work)
        trigger = CronTrigger.from_crontab(schedule, "UTC")
        following: datetime | None = trigger.get_next_fire_time(None, work.now + timedelta(microseconds=1))
        return following  # later than now also when now is on the minute: else it would be due at once again


class Beat(BaseTrigger):  # type: ignore[misc]
    """Every so often from now on. An interval of the library's would count up each beat a clock jumped over."""

    def __init__(self, every: timedelta) -> None:
        self.every = every

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        """The next beat; the first is at once."""
        return now if previous_fire_time is None else now + self.every


def run_forever(worker: Worker, every_seconds: float = 1.0) -> None:
    """Looks for due work until SIGTERM, SIGINT or `worker.stopping`; the step in hand is finished first."""
    worker.prepare()
    scheduler, every = BlockingScheduler(timezone="UTC"), timedelta(seconds=every_seconds)
    beat = scheduler.add_job(
        lambda: _run_until_idle(worker),
        Beat(every),
        max_instances=1,
        coalesce=True,
        misfire_grace_time=None,
    )
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: worker.stopping.set())
    watch = threading.Thread(target=_keep_beating, args=(worker, scheduler, beat, every), daemon=True)
    scheduler.add_listener(lambda _: watch.start(), EVENT_SCHEDULER_STARTED)
    scheduler.start()


def _keep_beating(worker: Worker, scheduler: BlockingScheduler, beat: Job, every: timedelta) -> None:
    """Counts by itself, not by the wall: the scheduler plans on the wall clock and, once that is put back, would wait.

    What was planned while the clock was ahead is planned again.
    """
    while not worker.stopping.wait(every.total_seconds()):
        if beat.next_run_time > now() + 2 * every:
            log.warning("the clock was put back", extra={"awaited": beat.next_run_time})
            scheduler.add_job(worker.prepare, misfire_grace_time=None)
            beat.modify(next_run_time=now())
    scheduler.shutdown()  # waits for the step in hand


def _run_until_idle(worker: Worker) -> None:
    """Long work asks to go on at once; between its steps everybody else's due rows have their turn."""
    while not worker.stopping.is_set() and worker.run_due():
        pass
