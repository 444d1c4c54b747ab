"""The real `kamfield serve` as an operator starts it: its own processes, a port of loopback, an SQLite file."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil

from tests.cast import PASSWORD, Person

KAMFIELD = [sys.executable, "-m", "kamfield.cli"]
START_SECONDS = 40


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def command(home: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """One command of the operator's, to its end."""
    return subprocess.run(
        [*KAMFIELD, *arguments], env=environment(home, **settings), capture_output=True, text=True, timeout=60
    )


def environment(home: Path, **settings: str) -> dict[str, str]:
    others = {name: value for name, value in os.environ.items() if not name.startswith(("KAMFIELD_", "PORT"))}
    return {**others, "KAMFIELD_HOME": str(home), **settings}


class Serving:
    """A server that runs, and its log so far."""

    def __init__(self, home: Path, *arguments: str, **settings: str) -> None:
        self.port = free_port()
        self.log_path = home / "log"
        with self.log_path.open("w") as log:
            self.process = subprocess.Popen(
                [*KAMFIELD, "serve", "--port", str(self.port), *arguments],
                env=environment(home, **settings),
                stderr=log,
                stdout=log,
            )
        wait_until(self._answers, "the server answers")
        self.everybody = [self.process.pid, *(child.pid for child in self.children())]

    @property
    def log(self) -> str:
        return self.log_path.read_text()

    def children(self) -> list[psutil.Process]:
        """Web processes, background process, and what Python starts for them."""
        return psutil.Process(self.process.pid).children(recursive=True)

    def background(self) -> psutil.Process | None:
        return next((child for child in self.children() if "worker" in _words(child)), None)

    def get(self, path: str, port: int | None = None, token: str = "") -> tuple[int, bytes]:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        asked = urllib.request.Request(f"http://127.0.0.1:{port or self.port}{path}", headers=headers)
        try:
            with urllib.request.urlopen(asked, timeout=5) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def json(self, path: str, token: str = "") -> Any:
        return json.loads(self.get(path, token=token)[1])

    def signed_in(self, person: Person, device_id: str) -> str:
        """An access token."""
        body = json.dumps({"email": person.email, "password": PASSWORD, "device_id": device_id}).encode()
        address, kind = f"http://127.0.0.1:{self.port}/api/v1/sessions", {"Content-Type": "application/json"}
        with urllib.request.urlopen(urllib.request.Request(address, body, kind), timeout=10) as answer:
            return str(json.loads(answer.read())["access_token"])

    def end(self, sign: signal.Signals) -> int:
        """Sends the signal and gives the exit code."""
        self.everybody += [child.pid for child in self.children()]
        self.process.send_signal(sign)
        return self.process.wait(40)

    def left_behind(self) -> list[int]:
        """Processes of ours that still run."""
        return [pid for pid in self.everybody if psutil.pid_exists(pid) and _is_running(pid)]

    def _answers(self) -> bool:
        assert self.process.poll() is None, self.log
        try:
            return self.get("/healthz")[0] == 200
        except OSError:
            return False


def wait_until(holds: Callable[[], object], what: str, seconds: float = START_SECONDS) -> None:
    ends_at = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < ends_at, f"waited {seconds} s in vain until {what}"
        time.sleep(0.1)


def _is_running(pid: int) -> bool:
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def _words(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []
