"""Page two: what is reached where, what follows an act, what happens when due and every so often."""

from collections.abc import Callable, Mapping
from typing import Any

from kamfield.accounts.routes import blueprint as accounts
from kamfield.core.due import Due
from kamfield.core.journal import Entry
from kamfield.core.work import House, Work
from kamfield.permissions import permits
from kamfield.plans import background as plan_steps
from kamfield.plans.routes import blueprint as plans
from kamfield.users.routes import blueprint as users
from kamfield.visits import background as visit_steps
from kamfield.visits.routes import blueprint as visits
from kamfield.web.blueprint import Blueprint

API = "/api/v1"

ROUTES: tuple[Blueprint, ...] = (users, accounts, visits, plans)

AFTER: Mapping[str, tuple[Callable[[Work, Entry], None], ...]] = {
    "visit.move": (plan_steps.follow_the_move,),
    "visit.cancel": (plan_steps.drop_the_cancelled,),
    "visit.remove": (plan_steps.drop_the_cancelled,),
}

WHEN_DUE: Mapping[type[Due], Callable[..., Any]] = {}

EVERY: Mapping[str, tuple[str, Callable[[Work], None]]] = {
    "visits.note_missed": ("7 * * * *", visit_steps.note_missed_visits),
    "visits.coarsen_positions": ("41 * * * *", visit_steps.coarsen_old_positions),
    "plans.close_past_months": ("3 * * * *", plan_steps.close_past_months),
}

HOUSE = House(permits=permits, reacts=AFTER)
