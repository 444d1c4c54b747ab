"""A bounded load from this machine: some connections, each asking again as soon as it has its answer."""

import http.client
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

Ask = Callable[[int], tuple[str, str, bytes | None]]  # number → method, path, body


@dataclass(frozen=True)
class Load:
    """What a load came to: durations in milliseconds."""

    requests: int
    seconds: float
    p50: float
    p99: float


def run(port: int, ask: Ask, headers: dict[str, str], *, seconds: float, clients: int = 2) -> Load:
    """Asks for some seconds; an answer other than 2xx ends the run with an error."""
    durations: list[float] = []
    failures: list[str] = []
    until = time.perf_counter() + seconds
    began = time.perf_counter()

    def client(first: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        number = first
        while time.perf_counter() < until and not failures:
            method, path, body = ask(number)
            number += clients
            start = time.perf_counter()
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            content = response.read()
            durations.append((time.perf_counter() - start) * 1000)
            if response.status >= 300:
                failures.append(f"{method} {path}: {response.status} {content[:300]!r}")
        connection.close()

    threads = [threading.Thread(target=client, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise RuntimeError(failures[0])
    durations.sort()
    spent = time.perf_counter() - began
    return Load(len(durations), spent, durations[len(durations) // 2], durations[int(len(durations) * 0.99)])
