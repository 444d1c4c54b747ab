"""The servers under measurement: the same production server, one worker each, on loopback."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kamfield.server import ARENAS

REPOSITORY = Path(__file__).parents[1]
SECRET = "for the benchmark only, and long enough"


@dataclass(frozen=True)
class Server:
    """One that is up."""

    pid: int
    port: int


@contextlib.contextmanager
def serving(target: str, url: str, home: Path) -> Iterator[Server]:
    """Starts `module:application` on a database; ends it, and only it, afterwards."""
    port = _free_port()
    threads = "2" if url.startswith("postgresql") else "1"
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--workers", "1", "--blocking-threads", threads, "--no-access-log", "--log-level", "error", target]
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("KAMFIELD_")},
        "BENCH_DATABASE": url,
        "KAMFIELD_DATABASE_URL": url,
        "KAMFIELD_HOME": str(home),
        "KAMFIELD_SECRET_KEY": SECRET,
        "KAMFIELD_ACCESS_TOKEN_MINUTES": "6000",
        "KAMFIELD_LOG_LEVEL": "WARNING",
        "MALLOC_ARENA_MAX": ARENAS,
    }
    process = subprocess.Popen(command, cwd=REPOSITORY, env=environment, start_new_session=True)
    try:
        _wait_until_up(port, process)
        yield Server(process.pid, port)
    finally:
        _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """In peace, and after a while by force, with the workers it started."""
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(20)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_up(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):  # on a crowded machine a server takes half a minute to start
        if process.poll() is not None:
            raise RuntimeError("the server did not start")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.2):
            return
        time.sleep(0.1)
    raise RuntimeError("the server did not open its port")
