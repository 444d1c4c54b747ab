"""What only shows while something runs: the height of a process's memory, the time the sync clock is locked, the
statements that a request sends."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError

from bench.cpu import megabytes, tree
from bench.load import headers_of
from bench.operations import Ask
from bench.servers import SECRET
from kamfield.app import build
from kamfield.core.db import Database
from kamfield.settings import Settings

LOOKS_EVERY = 0.005


@contextmanager
def memory(root: int) -> Iterator[list[float]]:
    """Afterwards the list has how many megabytes the largest process of a tree grew by at its highest."""
    pid = max(tree(root), key=lambda one: megabytes(one)[0])
    Path(f"/proc/{pid}/clear_refs").write_text("5")  # the highest so far begins anew
    before, grown = _status(pid, "VmRSS"), list[float]()
    yield grown
    grown.append(_status(pid, "VmHWM") - before)


def _status(pid: int, name: str) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{name}:"))


@contextmanager
def clock(bind: Engine) -> Iterator[list[float]]:
    """Afterwards the list has for how many seconds at a time somebody kept others from the sync clock."""
    done, held = threading.Event(), list[float]()

    def watch() -> None:
        since = 0.0
        with bind.connect() as connection:
            if bind.dialect.name == "sqlite":
                connection.exec_driver_sql("PRAGMA busy_timeout=0")
            while not done.wait(LOOKS_EVERY):
                locked = _is_locked(connection)
                since = (since or time.perf_counter()) if locked else since
                if since and not locked:
                    held.append(time.perf_counter() - since)
                    since = 0.0

    thread = threading.Thread(target=watch)
    thread.start()
    yield held
    time.sleep(4 * LOOKS_EVERY)
    done.set()
    thread.join()


def _is_locked(connection: Any) -> bool:
    try:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            connection.exec_driver_sql("ROLLBACK")
        else:
            connection.exec_driver_sql("SELECT value FROM sync_clock FOR UPDATE NOWAIT")
    except OperationalError:
        return True
    return False


def statements_of(database: Database, home: Path, ask: Callable[[int], Ask]) -> int:
    """How many statements a request sends, once who is behind it is known."""
    client = build(Settings(home=home, secret_key=SECRET), database=database).test_client()
    method, path, body, who = ask(0)
    for _ in range(2):
        with counting(database) as said:
            answer = client.open(path, method=method, data=body, headers=headers_of(who))
            assert answer.status_code == 200, answer.text
    return len(said)


@contextmanager
def counting(database: Database) -> Iterator[list[str]]:
    """Afterwards the list has every statement that was sent."""
    said: list[str] = []

    def note(*sent: Any) -> None:
        said.append(sent[2])

    engines = {database.read_bind, database.write_bind}
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    yield said
    for engine in engines:
        event.remove(engine, "before_cursor_execute", note)
