"""A background process of the race tests: `python -m tests.todos.one_turner URL [hang]`.

It turns everybody's week. With `hang` it says so after opening li's, before the commit, and never ends.
"""

import sys
import time
from datetime import datetime
from typing import Any

from kamfield import worker as workers
from kamfield.core.db import connect
from kamfield.core.work import Work
from kamfield.outside import Outside, silent
from kamfield.todos.background import turn_the_week
from kamfield.todos.models import Turn
from tests.cast import Moment


def turn_and_hang(work: Work, outside: Outside, row: Turn) -> datetime | None:
    again_at = turn_the_week(work, outside, row)
    work.db.flush()
    if row.user_id == "user-li":
        print("inside", flush=True)
        time.sleep(600)
    return again_at


def main(url: str, *modes: str) -> None:
    if "hang" in modes:
        steps: dict[type[Any], Any] = {**workers.WHEN_DUE, Turn: turn_and_hang}
        workers.WHEN_DUE = steps
    worker = workers.Worker(connect(url), Moment(), silent())
    print("ready", flush=True)
    sys.stdin.readline()
    for _ in range(200):
        if not worker.run_due():
            return


if __name__ == "__main__":
    main(*sys.argv[1:])
