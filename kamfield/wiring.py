"""Page two: what is reached where, what follows an act, what happens when due and every so often."""

from collections.abc import Callable, Mapping
from typing import Any

from kamfield.accounts.background import ask_the_map_again, carry_on, locate
from kamfield.accounts.models import Import, Locating
from kamfield.accounts.routes import blueprint as accounts
from kamfield.accounts.rules import CODE_LISTS as ACCOUNT_CODES
from kamfield.core.codes import CodeList
from kamfield.core.due import Due
from kamfield.core.journal import Entry
from kamfield.core.work import House, Work
from kamfield.permissions import permits
from kamfield.users.routes import blueprint as users
from kamfield.users.rules import CODE_LISTS as USER_CODES
from kamfield.web.blueprint import Blueprint
from kamfield.web.codes import routes_for

API = "/api/v1"

CODE_LISTS: tuple[CodeList, ...] = (*USER_CODES, *ACCOUNT_CODES)

ROUTES: tuple[Blueprint, ...] = (users, accounts, routes_for(CODE_LISTS))

AFTER: Mapping[str, tuple[Callable[[Work, Entry], None], ...]] = {}

WHEN_DUE: Mapping[type[Due], Callable[..., Any]] = {Locating: locate, Import: carry_on}

EVERY: Mapping[str, tuple[str, Callable[[Work], None]]] = {
    "accounts.ask_the_map_again": ("20 3 * * *", ask_the_map_again)
}

HOUSE = House(permits=permits, reacts=AFTER)
