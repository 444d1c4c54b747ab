"""Page two: what is reached where, what follows an act, what happens when due and every so often."""

from collections.abc import Callable, Mapping
from typing import Any

import flask

from kamfield.accounts import background as accounts
from kamfield.core.due import Due
from kamfield.core.journal import Entry
from kamfield.core.work import House, Work
from kamfield.permissions import permits
from kamfield.policies.routes import blueprint as policies
from kamfield.users import background as users
from kamfield.users.routes import blueprints as users_routes
from kamfield.users.routes import pages as users_pages
from kamfield.web.blueprint import Blueprint

API = "/api/v1"

ROUTES: tuple[Blueprint, ...] = (*users_routes, policies)

PAGES: tuple[flask.Blueprint, ...] = (*users_pages,)

AFTER: Mapping[str, tuple[Callable[[Work, Entry], None], ...]] = {
    # a slice that owns things moves its own here, and counts them in OWNED
    "user.hand_over": (accounts.hand_over_accounts, users.hand_over_people, users.finish_handover),
}

WHEN_DUE: Mapping[type[Due], Callable[..., Any]] = {}

EVERY: Mapping[str, tuple[str, Callable[[Work], None]]] = {}

OWNED: tuple[Callable[[Work, str], Mapping[str, int]], ...] = (users.owned, accounts.owned)

HOUSE = House(permits=permits, reacts=AFTER, owned=OWNED)
