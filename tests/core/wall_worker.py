"""A background process whose wall clock can be put: `python -m tests.core.wall_worker URL`.

A line on its standard input is the number of hours by which the clock is to be off; it answers `put`.
Its one reaction and its one daily job write down what they did.
"""

import sys
import threading
from datetime import datetime, timedelta

import apscheduler.schedulers.base
from sqlalchemy import text

from kamfield import worker as workers
from kamfield.core import clock
from kamfield.core.db import connect
from kamfield.core.work import Work
from kamfield.outside import silent
from tests.core.one_worker import VERB, write_down

DAILY = "daily"


class OnTheWall(datetime):
    """What the machine's clock shows, to those who read it."""

    off = timedelta()

    @classmethod
    def now(cls, tz=None):
        return datetime.now(tz) + cls.off


def once_a_day(work: Work) -> None:
    work.db.execute(text("INSERT INTO done VALUES (:id)"), {"id": DAILY})


def put_the_clock() -> None:
    for line in sys.stdin:
        OnTheWall.off = timedelta(hours=float(line))
        print("put", flush=True)


def main(url: str) -> None:
    apscheduler.schedulers.base.datetime = clock.datetime = OnTheWall
    workers.AFTER = {VERB: (write_down,)}
    workers.EVERY = {DAILY: ("0 4 * * *", once_a_day)}
    threading.Thread(target=put_the_clock, daemon=True).start()
    workers.run_forever(workers.Worker(connect(url), clock.now, silent()), every_seconds=0.1)


if __name__ == "__main__":
    main(*sys.argv[1:])
