"""One of everything, li's: what the stranger tests try to reach.

A new path parameter needs a line in `BUILDERS`: how to make a thing of li's, from whatever it hangs on
(`things["account_id"]` is an account of li's, made when first asked for). A list that shows li nothing needs a line
in `FURNISHINGS`, with what makes it non-empty.
"""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import select

from kamfield.accounts.models import Account, Import, SavedMapping
from kamfield.attachments.actions import uploads
from kamfield.core.work import Work
from kamfield.plans.models import PlanLine
from kamfield.quotes import actions as quotes
from kamfield.quotes.models import FollowUp
from kamfield.reminders.models import Reminder
from kamfield.todos import actions as todos
from kamfield.todos.models import TodoItem
from kamfield.users.actions import away, handovers
from kamfield.visits.models import Commitment, Objective
from tests.cast import Cast, Person
from tests.make.accounts import make_account, make_contact, make_place
from tests.make.attachments import make_attachment
from tests.make.facts import make_fact, make_intelligence
from tests.make.members import join
from tests.make.plans import make_plan
from tests.make.visits import AIM, make_done_visit, make_report


class Things(dict[str, str]):
    """Ids by path parameter, made when first asked for."""

    def __init__(self, work: Work) -> None:
        super().__init__()
        self.work = work

    def __missing__(self, parameter: str) -> str:
        builder = BUILDERS.get(parameter)
        if builder is None:
            pytest.fail(
                f"An address has <{parameter}>, and nobody says how to make such a thing of li's: "
                f"add a builder for it to BUILDERS in tests/house/things.py."
            )
        self[parameter] = builder(self)
        self.work.db.flush()
        return self[parameter]

    def of(self, parameters: tuple[str, ...]) -> dict[str, str]:
        """The ids that an address needs."""
        return {parameter: self[parameter] for parameter in parameters}

    def all(self) -> "Things":
        """Everything that can be made."""
        for parameter in BUILDERS:
            self[parameter]
        for furnish in FURNISHINGS:
            furnish(self)
        self.work.db.flush()
        return self


def an_account(things: Things) -> str:
    return make_account(things.work, name="Strangers must not see this", code="LI-1").id


def the_account(things: Things) -> Account:
    return things.work.one(select(Account).where(Account.id == things["account_id"]))


def as_(things: Things, person: Person) -> Work:
    return replace(things.work, user=person.actor)


def a_delegation(things: Things) -> str:
    days = {"from_on": things.work.now.date(), "to_on": things.work.now.date()}
    return away.delegate(as_(things, Cast.mei), stand_in_id=Cast.dana.id, **days).id


def an_absence(things: Things) -> str:
    days = {"from_on": things.work.now.date(), "to_on": things.work.now.date()}
    return away.add_absence(as_(things, Cast.li), kind="vacation", **days).id


def a_handover(things: Things) -> str:
    return handovers.hand_over(as_(things, Cast.mei), leaver_id=Cast.ren.id, receiver_id=Cast.li.id).id


def a_quote(things: Things) -> str:
    draft = {"title": "Strangers must not see this", "amount": Decimal("1"), "currency": "CNY"}
    return quotes.add(as_(things, Cast.li), account_id=things["account_id"], **draft).id


def a_follow_up(things: Things) -> str:
    quote_id = a_quote(things)
    quotes.make_ready(as_(things, Cast.li), quote_id)
    quotes.send(as_(things, Cast.li), quote_id)
    things.work.db.flush()
    return things.work.all(select(FollowUp).where(FollowUp.quote_id == quote_id))[0].id


def a_reminder(things: Things) -> str:
    return things.work.add(
        Reminder(
            key="strangers",
            kind="reset",
            user_id=Cast.li.id,
            params={},
            state="sent",
            message_id="<x@y>",
            created_at=things.work.now,
        )
    ).id


def a_reported_visit(things: Things) -> str:
    promise = {"text": "Signs the trial order.", "due_on": things.work.now.date()}
    visit = make_done_visit(things.work, the_account(things), objectives=[AIM])
    make_report(things.work, visit, outcome="advance", commitments=[promise])
    return visit.id


def of_the_visit(things: Things, kind: type) -> str:
    return things.work.all(select(kind.id).where(kind.visit_id == things["visit_id"]))[0]


def a_line(things: Things) -> str:
    return things.work.all(select(PlanLine.id).where(PlanLine.plan_id == things["plan_id"]))[0]


def a_list(things: Things) -> str:
    return things.work.all(select(TodoItem.list_id).where(TodoItem.id == things["item_id"]))[0]


def a_mapping(things: Things) -> str:
    return things.work.add(SavedMapping(user_id=Cast.li.id, name="Clinics", target="accounts", definition={})).id


def an_import(things: Things) -> str:
    """One that has found something."""
    done = {"definition": {}, "columns": [], "rows": 1, "region": "CN", "state": "done", "mode": "skip_bad_rows"}
    told = {"user_id": Cast.li.id, "created_at": things.work.now, "target": "accounts", "filename": "clinics.csv"}
    return things.work.add(Import(**done, **told)).id


BUILDERS: dict[str, Callable[[Things], str]] = {
    # users
    "user_id": lambda _: Cast.li.id,
    "session_id": lambda _: Cast.li.session_id,
    "delegation_id": a_delegation,
    "absence_id": an_absence,
    "handover_id": a_handover,
    # accounts
    "account_id": an_account,
    "place_id": lambda things: make_place(things.work, the_account(things)).id,
    "contact_id": lambda things: make_contact(things.work, the_account(things)).id,
    "member_id": lambda things: join(things.work, the_account(things), Cast.ren).id,
    "fact_id": lambda things: make_fact(things.work, the_account(things)).id,
    "intelligence_id": lambda things: make_intelligence(things.work, the_account(things)).id,
    "mapping_id": a_mapping,
    "import_id": an_import,
    # attachments
    "attachment_id": lambda things: make_attachment(things.work, account_id=things["account_id"]).id,
    "upload_id": lambda things: (
        uploads.begin(as_(things, Cast.li), attachment_id=things["attachment_id"], length_bytes=9, said="").id
    ),
    # visits
    "visit_id": a_reported_visit,
    "objective_id": lambda things: of_the_visit(things, Objective),
    "commitment_id": lambda things: of_the_visit(things, Commitment),
    # plans
    "plan_id": lambda things: make_plan(things.work, state="submitted").id,
    "line_id": a_line,
    # todos
    "item_id": lambda things: todos.add(as_(things, Cast.li), title="Strangers must not see this").id,
    "list_id": a_list,
    # quotes
    "quote_id": a_quote,
    "follow_up_id": a_follow_up,
    # reminders
    "reminder_id": a_reminder,
}

FURNISHINGS: tuple[Callable[[Things], object], ...] = ()

STATES: dict[str, Callable[[Things], object]] = {
    "POST /api/v1/accounts/<id:account_id>/restoration": lambda things: the_account(things).delete(things.work.now),
}
"""What must have happened to a thing before an address leads anywhere."""

EMPTY_FOR_EVERYBODY: dict[str, str] = {}
"""Lists that are rightly empty for li, mei and ada in a new house (`"GET /api/v1/…": why`)."""

SHARED: dict[str, str] = {}
"""Addresses with an id that the whole company may reach (`"GET /api/v1/…": why`)."""
