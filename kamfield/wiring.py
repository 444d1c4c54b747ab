"""Page two: what is reached where, what follows an act, what happens when due and every so often."""

from collections.abc import Callable, Mapping
from typing import Any

from kamfield.accounts.routes import blueprint as accounts
from kamfield.core.due import Due
from kamfield.core.journal import Entry
from kamfield.core.work import House, Work
from kamfield.permissions import permits
from kamfield.quotes.background import end_validity
from kamfield.quotes.models import Validity
from kamfield.quotes.routes import blueprint as quotes
from kamfield.reminders.background import deliver, plan_rhythms, remind_of_the_week
from kamfield.reminders.models import Reminder, Rhythm
from kamfield.reminders.routes import blueprint as reminders
from kamfield.users.routes import blueprint as users
from kamfield.web.blueprint import Blueprint

API = "/api/v1"

ROUTES: tuple[Blueprint, ...] = (users, accounts, quotes, reminders)

AFTER: Mapping[str, tuple[Callable[[Work, Entry], None], ...]] = {}

WHEN_DUE: Mapping[type[Due], Callable[..., Any]] = {
    Validity: end_validity,
    Rhythm: remind_of_the_week,
    Reminder: deliver,
}

EVERY: Mapping[str, tuple[str, Callable[[Work], None]]] = {
    "reminders.plan_rhythms": ("*/15 * * * *", plan_rhythms),
}

HOUSE = House(permits=permits, reacts=AFTER)
