"""What the application carries to its endpoints: database, clock, the two pages, who is behind a bearer, files."""

from dataclasses import dataclass, field
from typing import Any

from flask import current_app

from kamfield.core.clock import Clock
from kamfield.core.db import Database
from kamfield.core.files import Files
from kamfield.core.work import House
from kamfield.settings import Settings
from kamfield.web.actors import Actors


@dataclass(frozen=True)
class Site:
    """Made once by `app.py`; every endpoint finds it on the application.

    Only attachments touch `files`, only sync `noted`.
    """

    settings: Settings
    database: Database
    clock: Clock
    house: House
    actors: Actors
    files: Files
    noted: dict[Any, Any] = field(default_factory=dict)  # what phones told a moment ago


def site() -> Site:
    """The site of the application that answers this request."""
    found: Site = current_app.extensions["kamfield"]
    return found
