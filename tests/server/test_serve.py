"""`kamfield serve` for real: it starts, keeps its parts alive, says what is wrong, and leaves nobody behind."""

import signal
import socket
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kamfield.core.db import connect
from kamfield.core.work import SYSTEM, Work
from kamfield.wiring import HOUSE
from tests.cast import Cast, Moment, settle
from tests.server.running import START_SECONDS, Serving, command, free_port, wait_until


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home folder with the tables of this release."""
    assert command(tmp_path, "migrate").returncode == 0
    return tmp_path


@pytest.fixture
def serving(home: Path) -> Iterator[Serving]:
    metrics_port = free_port()
    serving = Serving(home, "--workers", "1", KAMFIELD_METRICS_PORT=str(metrics_port))
    serving.metrics_port = metrics_port
    yield serving
    if serving.process.poll() is None:
        serving.end(signal.SIGKILL)
    wait_until(lambda: not serving.left_behind(), "all processes are gone")


def test_a_server_serves_counts_mends_itself_and_ends_in_order(serving: Serving) -> None:
    assert serving.get("/api/v1/me")[0] == 401
    assert serving.json("/readyz")["ready"] is True
    assert {child.environ()["MALLOC_ARENA_MAX"] for child in serving.children()} == {"2"}
    counted = serving.get("/metrics", serving.metrics_port)[1].decode()
    assert 'kamfield_requests_total{method="GET",route="/api/v1/me",status="401"} 1.0' in counted
    assert 'kamfield_due_lag_seconds{kind="journal"} 0.0' in counted
    assert 'kamfield_due_parked{kind="recurring"} 0.0' in counted

    first = serving.background()
    assert first is not None
    serving.everybody.append(first.pid)
    first.kill()
    wait_until(lambda: (now := serving.background()) and now.pid != first.pid, "the background process is back")
    assert "the background process ended with code -9" in serving.log

    assert serving.end(signal.SIGTERM) == 0
    wait_until(lambda: not serving.left_behind(), "all processes are gone", 5)
    assert "Traceback" not in serving.log
    assert "Fatal" not in serving.log


def test_ctrl_c_ends_it_in_order(serving: Serving) -> None:
    assert serving.end(signal.SIGINT) == 0
    wait_until(lambda: not serving.left_behind(), "all processes are gone", 5)
    assert "Traceback" not in serving.log


def test_a_killed_server_leaves_nobody_behind(serving: Serving) -> None:
    wait_until(serving.background, "the background process is there")
    assert serving.end(signal.SIGKILL) == -9
    wait_until(lambda: not serving.left_behind(), "the children noticed", 15)


def test_a_taken_port_is_said_in_one_sentence(home: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        refused = command(home, "serve", "--port", str(port))
    assert refused.returncode == 1
    assert refused.stderr.strip() == (
        f"Error: Cannot listen on 127.0.0.1:{port}: Address already in use. Choose another --port."
    )


def test_a_database_without_tables_is_said_in_one_sentence(tmp_path: Path) -> None:
    for what in ("serve", "worker"):
        refused = command(tmp_path, what)
        assert refused.returncode == 1
        assert refused.stderr.strip().endswith(
            "Error: The database has not the tables of this release; run `kamfield migrate` first."
        )


def test_a_database_out_of_reach_is_said_in_one_sentence(tmp_path: Path) -> None:
    url = f"postgresql+psycopg://kamfield@127.0.0.1:{free_port()}/kamfield"
    refused = command(tmp_path, "serve", KAMFIELD_DATABASE_URL=url)
    assert refused.returncode == 1
    assert refused.stderr.startswith("Error: The database cannot be reached")
    assert "Traceback" not in refused.stderr


def test_an_unknown_setting_stops_the_start(tmp_path: Path) -> None:
    refused = command(tmp_path, "serve", KAMFIELD_HOMEE="x")
    assert refused.returncode == 2
    assert "KAMFIELD_HOMEE is not a setting of Kamfield" in refused.stderr


def test_a_demonstrations_clock_is_one_for_all_processes_and_goes_on(home: Path) -> None:
    database = connect(f"sqlite:///{home / 'kamfield.db'}")
    with database.writing() as db:
        settle(Work(SYSTEM, Moment.START, db, HOUSE))
        db.commit()
    database.dispose()
    serving = Serving(home, "--workers", "2", KAMFIELD_CLOCK="2026-03-02T07:29:30+08:00")
    try:
        began = time.monotonic()
        told = [serving.signed_in(Cast.li, f"phone-{number}") for number in range(6)]
        days = {serving.json("/api/v1/day", token)["on"] for token in told}
        sessions = serving.json("/api/v1/sessions", told[0])["items"]
    finally:
        serving.end(signal.SIGTERM)
    here = [one["started_at"] for one in sessions if one["device_id"] != f"phone-of-{Cast.li.name}"]
    instants = sorted(map(datetime.fromisoformat, here))
    assert len(instants) == 6
    spent = timedelta(seconds=START_SECONDS + time.monotonic() - began)
    assert days == {"2026-03-02"}
    assert datetime.fromisoformat("2026-03-02T07:29:30+08:00") <= instants[0] < instants[-1]
    assert instants[-1] - instants[0] < spent
    assert instants[-1] < datetime.fromisoformat("2026-03-02T07:29:30+08:00") + spent


def test_a_clock_without_its_offset_stops_the_start(home: Path) -> None:
    refused = command(home, "serve", KAMFIELD_CLOCK="2026-03-02T07:29:30")
    assert refused.returncode == 2
    assert "KAMFIELD_CLOCK must be an instant with its offset" in refused.stderr
