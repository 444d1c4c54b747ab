"""Runs the web processes, the background process and the metrics listener as one, and ends them as one."""

import logging
import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from multiprocessing import connection
from typing import Any

from flask import Flask
from granian.constants import Interfaces
from granian.server import Server

from kamfield.app import clock_of, to_serve
from kamfield.core import clock, logs, metrics
from kamfield.core.db import connect
from kamfield.settings import Settings, from_environment

log = logging.getLogger(__name__)

STOP_SECONDS = 20
THREADS = 32  # most of them wait for a phone; web/turns.py says how many work
ARENAS = "2"  # few threads work at a time; with a heap for each of them a process grew to 161 MB, with two to 125
_PROPAGATE: dict[str, Any] = {"handlers": [], "level": "INFO", "propagate": True}
_LOGS = {"loggers": {"_granian": _PROPAGATE, "granian.access": _PROPAGATE}}


class PortTaken(Exception):
    """Somebody else listens there."""


def refuse_taken(host: str, port: int) -> None:
    """`PortTaken` when we could not listen there."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise PortTaken(f"Cannot listen on {host}:{port}: {error.strerror or error}. Choose another --port.") from None


def serve(settings: Settings, *, host: str, port: int, workers: int, background: bool, metrics_host: str) -> None:
    """Serves until SIGTERM or SIGINT; requests and the background step in hand are finished first."""
    settings = _with_one_clock(settings)
    _measure(settings, metrics_host)
    keeper = Keeper([sys.executable, "-m", "kamfield.cli", "worker", "--until-eof"])
    os.environ.setdefault("MALLOC_ARENA_MAX", ARENAS)  # for the processes we start: each reads it as it begins
    multiprocessing.set_start_method("spawn", force=True)  # a forked child would share our connections and threads
    server = _server(host, port, workers)
    if background:
        keeper.start()
    try:
        server.serve(target_loader=application_of_a_worker, wrap_loader=False)
    finally:
        keeper.stop()


def application_of_a_worker() -> Flask:
    """What a web process starts with."""
    settings = from_environment()
    logs.start(settings.log_level)
    end_with(multiprocessing.parent_process())
    return to_serve(settings)


def end_with(parent: Any) -> None:
    """Ends this process when its parent is gone, however it went: nobody is left behind."""
    if parent is not None:
        _end_after(lambda: connection.wait([parent.sentinel]), signal.SIGKILL)


def end_with_input() -> None:
    """The same for a process whose standard input its parent holds open."""
    _end_after(lambda: os.read(0, 1), signal.SIGTERM)  # not sys.stdin: its lock would break the end of Python


class Keeper:
    """Keeps a child process running: one that dies is started again, after a pause that grows while it keeps dying."""

    def __init__(self, command: list[str]) -> None:
        self.command = command
        self.stopping = threading.Event()
        self.child: subprocess.Popen[bytes] | None = None
        self.thread = threading.Thread(target=self._keep, name="keeper", daemon=True)
        self.lock = threading.Lock()

    def start(self) -> None:
        """Starts the child."""
        self.thread.start()

    def stop(self) -> None:
        """Ends the child and waits for it; one that does not listen is killed."""
        with self.lock:
            self.stopping.set()
            child = self.child
        if child is not None:
            child.terminate()
            try:
                child.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()

    def _keep(self) -> None:
        pause = 1.0
        while (child := self._begin()) is not None:
            began = time.monotonic()
            code = child.wait()
            if self.stopping.is_set():
                return
            pause = 1.0 if time.monotonic() - began > 60 else min(pause * 2, 30)
            log.error("the background process ended with code %s; it is started again in %s s", code, pause)
            self.stopping.wait(pause)

    def _begin(self) -> subprocess.Popen[bytes] | None:
        with self.lock:
            if self.stopping.is_set():
                return None
            # Its own session: Ctrl-C in a terminal reaches us alone, and we end it in order.
            self.child = subprocess.Popen(self.command, stdin=subprocess.PIPE, start_new_session=True)  # noqa: S603
            return self.child


def _with_one_clock(settings: Settings) -> Settings:
    """A demonstration's clock begins now, for every process that we start and start again."""
    if not settings.clock or "@" in settings.clock:
        return settings
    os.environ["KAMFIELD_CLOCK"] = f"{settings.clock}@{clock.now().isoformat()}"
    return replace(settings, clock=os.environ["KAMFIELD_CLOCK"])


def _server(host: str, port: int, workers: int) -> Any:
    return Server(
        "kamfield.server:application_of_a_worker",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
        websockets=False,
        log_access=False,
        log_dictconfig=_LOGS,
    )


def _measure(settings: Settings, host: str) -> None:
    if not settings.metrics_port:
        return
    folder = settings.home / "metrics"
    metrics.start(folder)
    try:
        metrics.listen(host, settings.metrics_port, folder, connect(settings.url), clock_of(settings))
    except OSError as error:
        reason = error.strerror or error
        raise PortTaken(f"KAMFIELD_METRICS_PORT {settings.metrics_port} cannot be used: {reason}.") from None
    log.info("metrics at http://%s:%s/metrics", host, settings.metrics_port)


def _end_after(wait: Callable[[], object], sign: signal.Signals) -> None:
    def watch() -> None:
        wait()
        os.kill(os.getpid(), sign)

    threading.Thread(target=watch, name="parent-watch", daemon=True).start()
