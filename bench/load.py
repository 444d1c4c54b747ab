"""A bounded load from this machine: some connections, each asking again as soon as it has its answer."""

import http.client
import itertools
import threading
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import jwt

from bench import data
from bench.operations import Ask
from bench.servers import SECRET

_numbers = itertools.count()  # of the whole run: no operation is asked the same twice


@dataclass(frozen=True)
class Load:
    """What a load came to: durations in milliseconds."""

    requests: int
    seconds: float
    p50: float
    p99: float


def run(port: int, ask: Callable[[int], Ask], *, seconds: float, clients: int = 2) -> Load:
    """Asks for some seconds; an answer other than 2xx ends the run with an error."""
    durations: list[float] = []
    failures: list[str] = []
    until = time.perf_counter() + seconds
    began = time.perf_counter()

    def client() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while time.perf_counter() < until and not failures:
            method, path, body, who = ask(next(_numbers))
            headers = headers_of(who)
            start = time.perf_counter()
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            content = response.read()
            durations.append((time.perf_counter() - start) * 1000)
            if response.status >= 300:
                failures.append(f"{method} {path}: {response.status} {content[:300]!r}")
        connection.close()

    threads = [threading.Thread(target=client) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise RuntimeError(failures[0])
    durations.sort()
    spent = time.perf_counter() - began
    return Load(len(durations), spent, durations[len(durations) // 2], durations[int(len(durations) * 0.99)])


def answer(port: int, asked: Ask) -> bytes:
    """What one request is answered."""
    method, path, body, who = asked
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", body, headers_of(who), method=method)
    with urllib.request.urlopen(request) as response:
        content: bytes = response.read()
    return content


def next_number() -> int:
    """A number that was not asked yet."""
    return next(_numbers)


@cache
def headers_of(who: str) -> dict[str, str]:
    """Signed in as somebody of the company."""
    claims = {"sub": who, "sid": f"session-{who}", "exp": data.NOW.timestamp() + 3e9}
    token = jwt.encode(claims, SECRET, algorithm="HS256")
    return {"Authorization": f"Bearer {token}", "Content-Type": "application/json", "If-Match": "*"}
