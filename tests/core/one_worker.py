"""A background process of the race tests: `python -m tests.core.one_worker URL [hang]`.

Its one reaction writes down which entry it did. With `hang` it says so in the middle of the step and never ends. At
the end it says how many rows it was too late to take.
"""

import sys
import time
from datetime import datetime

from sqlalchemy import text

from kamfield import worker as workers
from kamfield.core import due
from kamfield.core.db import connect
from kamfield.core.journal import Entry
from kamfield.core.work import Work
from kamfield.outside import silent
from tests.cast import Moment

VERB = "account.add"
DONE = "CREATE TABLE done (entry_id VARCHAR(64) NOT NULL)"  # without a key: a second time would show


def write_down(work: Work, entry: Entry) -> None:
    work.db.execute(text("INSERT INTO done VALUES (:id)"), {"id": entry.id})


def write_down_and_hang(work: Work, entry: Entry) -> None:
    write_down(work, entry)
    print("inside", flush=True)
    time.sleep(600)


def main(url: str, *modes: str) -> None:
    workers.AFTER = {VERB: (write_down_and_hang if "hang" in modes else write_down,)}
    worker = workers.Worker(connect(url), Moment(), silent())
    taken: list[datetime | None] = []
    take = due.take
    due.take = lambda *asked: taken.append(take(*asked)) or taken[-1]  # type: ignore[func-returns-value]
    print("ready", flush=True)
    sys.stdin.readline()
    while True:
        worker.run_due()
        with worker.database.reading() as db:
            if not due.waiting(db, Entry, worker.clock()):
                print(taken.count(None))
                return


if __name__ == "__main__":
    main(*sys.argv[1:])
