"""Calls that begin together, each on a thread of its own: what races are made of."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """What comes of them, in their order, when nobody waits for the others."""
    ready = Barrier(len(calls))

    def begun(call: Callable[[], Any]) -> Any:
        ready.wait()
        return call()

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(begun, calls))
