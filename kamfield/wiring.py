"""Page two: what is reached where, what follows an act, what happens when due and every so often."""

from collections.abc import Callable, Mapping
from typing import Any

from kamfield.accounts.routes import blueprint as accounts
from kamfield.core.due import Due
from kamfield.core.journal import Entry
from kamfield.core.work import House, Work
from kamfield.permissions import permits
from kamfield.users.routes import blueprint as users
from kamfield.web.blueprint import Blueprint

API = "/api/v1"

ROUTES: tuple[Blueprint, ...] = (users, accounts)

AFTER: Mapping[str, tuple[Callable[[Work, Entry], None], ...]] = {}

WHEN_DUE: Mapping[type[Due], Callable[..., Any]] = {}

EVERY: Mapping[str, tuple[str, Callable[[Work], None]]] = {}

HOUSE = House(permits=permits, reacts=AFTER)
