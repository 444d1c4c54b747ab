"""What the application carries to its endpoints: database, clock, the two pages, who is behind a bearer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy.orm import Session

from kamfield.core.clock import Clock
from kamfield.core.db import Database
from kamfield.core.work import Actor, House
from kamfield.settings import Settings

Identify = Callable[[Session, Mapping[str, Any], datetime], Actor]


@dataclass(frozen=True)
class Site:
    """Made once by `app.py`; every endpoint finds it on the application."""

    settings: Settings
    database: Database
    clock: Clock
    house: House
    identify: Identify


def site() -> Site:
    """The site of the application that answers this request."""
    found: Site = current_app.extensions["kamfield"]
    return found
