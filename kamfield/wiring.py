"""Page two: what is reached where, what follows an act, what happens when due and every so often."""

from collections.abc import Callable, Mapping
from typing import Any

import flask

from kamfield.accounts import background as accounts
from kamfield.accounts.routes import blueprint as accounts_routes
from kamfield.core.due import Due
from kamfield.core.journal import Entry
from kamfield.core.work import House, Work
from kamfield.permissions import permits
from kamfield.plans import background as plans
from kamfield.plans.routes import blueprint as plans_routes
from kamfield.quotes import background as quotes
from kamfield.quotes.models import Validity
from kamfield.quotes.routes import blueprint as quotes_routes
from kamfield.reminders import background as reminders
from kamfield.reminders.models import Reminder, Rhythm
from kamfield.reminders.routes import blueprint as reminders_routes
from kamfield.todos import background as todos
from kamfield.todos.models import Turn
from kamfield.todos.routes import blueprint as todos_routes
from kamfield.users import background as users
from kamfield.users.routes import blueprints as users_routes
from kamfield.users.routes import pages as users_pages
from kamfield.visits import background as visits
from kamfield.visits.routes import blueprint as visits_routes
from kamfield.web.blueprint import Blueprint

API = "/api/v1"

ROUTES: tuple[Blueprint, ...] = (
    *users_routes,
    accounts_routes,
    quotes_routes,
    visits_routes,
    plans_routes,
    todos_routes,
    reminders_routes,
)

PAGES: tuple[flask.Blueprint, ...] = (*users_pages,)

AFTER: Mapping[str, tuple[Callable[[Work, Entry], None], ...]] = {
    # a slice that owns things moves its own here, and counts them in OWNED
    "user.hand_over": (
        accounts.hand_over_accounts,
        quotes.hand_over_quotes,
        todos.hand_over_todos,
        users.hand_over_people,
        users.finish_handover,
    ),
    "plan.approve": (todos.feed_the_plans_week,),
    "plan.approve_line": (todos.feed_the_plans_week,),
    "visit.check_in": (todos.follow_the_visit,),
    "visit.check_out": (todos.follow_the_visit,),
    "visit.submit_report": (todos.follow_the_visit,),
    "visit.move": (
        plans.follow_the_move,
        todos.follow_the_visit,
    ),
    "visit.cancel": (
        plans.drop_the_cancelled,
        todos.follow_the_visit,
    ),
    "visit.remove": (
        plans.drop_the_cancelled,
        todos.follow_the_visit,
    ),
    "visit.miss": (todos.follow_the_visit,),
    "commitment.conclude": (todos.follow_the_commitment,),
    "quote.change": (todos.follow_the_quote,),
    "quote.send": (todos.follow_the_quote,),
    "quote.win": (todos.follow_the_quote,),
    "quote.lose": (todos.follow_the_quote,),
    "quote.withdraw": (todos.follow_the_quote,),
    "quote.expire": (todos.follow_the_quote,),
    "follow_up.complete": (todos.follow_the_follow_up,),
    "follow_up.skip": (todos.follow_the_follow_up,),
    "user.invite": (reminders.mail_invitation,),
    "user.ask_reset": (reminders.mail_reset,),
}

WHEN_DUE: Mapping[type[Due], Callable[..., Any]] = {
    Validity: quotes.end_validity,
    Turn: todos.turn_the_week,
    Rhythm: reminders.remind_of_the_week,
    Reminder: reminders.deliver,
}

EVERY: Mapping[str, tuple[str, Callable[[Work], None]]] = {
    "visits.note_missed": ("7 * * * *", visits.note_missed_visits),
    "visits.coarsen_positions": ("41 * * * *", visits.coarsen_old_positions),
    "plans.close_past_months": ("3 * * * *", plans.close_past_months),
    "todos.plan_turns": ("*/15 * * * *", todos.plan_turns),
    "reminders.plan_rhythms": ("*/15 * * * *", reminders.plan_rhythms),
}

OWNED: tuple[Callable[[Work, str], Mapping[str, int]], ...] = (users.owned, accounts.owned, quotes.owned, todos.owned)

HOUSE = House(permits=permits, reacts=AFTER, owned=OWNED)
