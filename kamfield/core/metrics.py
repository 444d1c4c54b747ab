"""Numbers for the operator's monitoring (Prometheus); nothing is counted where no metrics port is set.

Many processes count into files of one folder, and one listener adds them up: `start` makes the folder known to every
process that is begun afterwards, so it comes before anything is counted.
"""

import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Histogram, start_http_server
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from kamfield.core import due
from kamfield.core.clock import Clock
from kamfield.core.db import Database

FOLDER = "PROMETHEUS_MULTIPROC_DIR"  # the library's own name for it
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


@dataclass(frozen=True)
class Meters:
    """What is counted. Routes are templates (`/accounts/<id:account_id>`), so that ids make no new series."""

    requests: Counter
    seconds: Histogram
    acts: Counter
    steps: Counter


def start(folder: Path) -> None:
    """Begins a measured run: empties the folder and tells the processes to come about it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    os.environ[FOLDER] = str(folder)


@lru_cache
def meters() -> Meters | None:
    """The meters of this process; None where nobody measures."""
    if FOLDER not in os.environ:
        return None
    own = CollectorRegistry()
    return Meters(
        requests=Counter("kamfield_requests", "Requests answered.", ("method", "route", "status"), registry=own),
        seconds=Histogram("kamfield_request_seconds", "Until answered.", ("route",), buckets=_SECONDS, registry=own),
        acts=Counter("kamfield_acts", "Acts written to the journal.", ("verb",), registry=own),
        steps=Counter("kamfield_due_steps", "Background steps.", ("kind", "outcome"), registry=own),
    )


def count_acts(verbs: Iterable[str]) -> None:
    """Acts that were committed."""
    found = meters()
    if found is not None:
        for verb in verbs:
            found.acts.labels(verb).inc()


def count_step(kind: str, outcome: str) -> None:
    """A background step that is `done` or has `failed`."""
    found = meters()
    if found is not None:
        found.steps.labels(kind, outcome).inc()


def listen(host: str, port: int, folder: Path, database: Database, clock: Clock) -> tuple[Any, Any]:
    """Answers Prometheus on a port of its own; gives the listener and its thread. `OSError` when the port is taken."""
    registry = CollectorRegistry()
    MultiProcessCollector(registry, str(folder))  # type: ignore[no-untyped-call]
    registry.register(DueRows(database, clock))
    return start_http_server(port, host, registry)


class DueRows(Collector):
    """What waits and what was given up, asked of the database whenever somebody looks."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self.database = database
        self.clock = clock

    def describe(self) -> list[Any]:
        """Nothing in advance: the library would ask the database for it."""
        return []

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Lag and parked rows by kind."""
        lag = GaugeMetricFamily("kamfield_due_lag_seconds", "How long the longest waiting is due.", labels=("kind",))
        parked = GaugeMetricFamily("kamfield_due_parked", "Given up after five failures.", labels=("kind",))
        with self.database.reading() as db:
            for kind in due.kinds():
                name = due.name_of(kind)
                lag.add_metric([name], due.lag_seconds(db, kind, self.clock()))
                parked.add_metric([name], due.parked(db, kind))
        yield lag
        yield parked
