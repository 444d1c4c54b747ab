"""The application as operators run it: real processes of the production server on loopback, for real clients."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.cast import PASSWORD, Cast, Person

REPOSITORY = Path(__file__).parents[1]


@dataclass
class Served:
    """A server on a port of its own; it can be killed and started again in the middle of something."""

    url: str
    home: Path
    settings: dict[str, str] = field(default_factory=dict)
    port: int = 0
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/api/v1"

    def start(self) -> None:
        """Starts it, on the port it had before."""
        self.port = self.port or _free_port()
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
        command += ["--port", str(self.port), "--workers", "1", "--blocking-threads", "32", "--no-access-log"]
        environment = {name: text for name, text in os.environ.items() if not name.startswith("KAMFIELD_")}
        environment |= {
            "KAMFIELD_DATABASE_URL": self.url,
            "KAMFIELD_HOME": str(self.home),
            "KAMFIELD_ACCESS_TOKEN_MINUTES": "600",
            "KAMFIELD_LOG_LEVEL": "WARNING",
            **self.settings,
        }
        self.process = subprocess.Popen(
            [*command, "--log-level", "error", "wsgi:application"],
            cwd=REPOSITORY,
            env=environment,
            start_new_session=True,  # so that a kill takes the server's own children too, and nothing else
        )
        _until(self._is_up)

    def kill(self) -> None:
        """Ends it without warning, as a power cut does."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Ends it in peace."""
        self._end(signal.SIGTERM)

    def sign_in(self, person: Person = Cast.li) -> str:
        """An access token."""
        asked = {"email": person.email, "password": PASSWORD, "device_id": "node"}
        status, _, body = self.ask(
            "POST", "/sessions", json.dumps(asked).encode(), {"Content-Type": "application/json"}
        )
        assert status == 200, body
        token: str = json.loads(body)["access_token"]
        return token

    def ask(
        self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        """One request: status, headers by their small names, body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path if path.startswith("/api/") else f"/api/v1{path}", body, headers or {})
            answer = connection.getresponse()
            content = answer.read()
            return answer.status, {name.lower(): text for name, text in answer.getheaders()}, content
        finally:
            connection.close()

    def _end(self, sign: signal.Signals) -> None:
        if self.process is not None:
            os.killpg(self.process.pid, sign)
            self.process.wait(20)
            self.process = None
            _until(lambda: not self._is_up())  # its children may take a moment longer

    def _is_up(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), 0.2):
                return True
        except OSError:
            assert self.process is None or self.process.poll() is None, "the server did not start"
            return False


@contextmanager
def serving(url: str, home: Path) -> Iterator[Served]:
    """A server as long as it is needed."""
    server = Served(url, home)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def served(own_url: str, tmp_path: Path) -> Iterator[Served]:
    """A server for one test alone, on the database that is `own_database` past the server."""
    with serving(own_url, tmp_path) as server:
        yield server


def _until(holds: Callable[[], bool]) -> None:
    for _ in range(600):
        if holds():
            return
        time.sleep(0.1)
    raise AssertionError("the server did not open or close its port")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
