"""Structured logs: one JSON object per line on standard error."""

import logging

from pythonjsonlogger.json import JsonFormatter


def start(level: str) -> None:
    """Sends every log line of this process to standard error as JSON."""
    stream = logging.StreamHandler()
    stream.setFormatter(
        JsonFormatter(
            "%(levelname)s %(name)s %(message)s",
            rename_fields={"levelname": "level", "name": "logger"},
            timestamp="at",
            json_ensure_ascii=False,
        )
    )
    logging.basicConfig(level=level, handlers=[stream], force=True)
    # APScheduler warns when a tick finds the one before still at work; that is how it is meant.
    for chatty, least in (("apscheduler", "ERROR"), ("alembic", "WARNING")):
        logging.getLogger(chatty).setLevel(least)
