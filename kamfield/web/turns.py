"""How many requests of a process work at one time, and that nobody works while they wait for a phone.

A thread that computes keeps the others from it, so few may work at once; a thread that waits for the next bytes of a
slow upload costs nothing, so there may be many of them. Without this, one phone in a tunnel would hold up everybody.
"""

import time
from collections.abc import Callable, Iterable
from queue import SimpleQueue
from typing import Any

REST = "kamfield.rest"  # in the environ of a request
REST_SECONDS = 0.12  # whoever waits for SQLite's lock looks for it every tenth of a second at the latest

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Turns:
    """Around a WSGI application: `most` requests work at a time; who reads from the wire lets another one work.

    With SQLite that is one: its driver frees the interpreter lock at every row, so that two busy threads slow each
    other down; with PostgreSQL two, because a long pull must not delay short reads.
    """

    def __init__(self, application: Application, most: int) -> None:
        self._application = application
        self._free: SimpleQueue[None] = SimpleQueue()
        for _ in range(most):
            self._free.put(None)

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """One request. What is sent while the answer streams out needs no turn."""
        environ["wsgi.input"] = _Waiting(environ["wsgi.input"], self._free)
        environ[REST] = self._rest
        self._free.get()
        try:
            return self._application(environ, start_response)
        finally:
            self._free.put(None)

    def _rest(self) -> None:
        """Gives the turn away in the middle of a long request; another process may have waited too."""
        self._free.put(None)
        try:
            time.sleep(REST_SECONDS)
        finally:
            self._free.get()


class _Waiting:
    """A request's body; reading it gives the turn away until something has come."""

    def __init__(self, stream: Any, free: "SimpleQueue[None]") -> None:
        self._stream, self._free = stream, free

    def read(self, *size: int) -> bytes:
        return self._away(self._stream.read, *size)

    def readline(self, *size: int) -> bytes:
        return self._away(self._stream.readline, *size)

    def _away(self, read: Callable[..., bytes], *size: int) -> bytes:
        self._free.put(None)
        try:
            return read(*size)
        finally:
            self._free.get()
