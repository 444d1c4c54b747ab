"""An id of something out of reach says as little as one that never was: in every body and in every filter.

Made from the schemas of all routes: whoever knows an id of sam's can neither hang anything of their own on it, nor
learn by the answer that there is such a thing.
"""

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pytest
from marshmallow import Schema, fields
from werkzeug.test import TestResponse

from kamfield.core.db import Database
from kamfield.core.work import SYSTEM, Work
from kamfield.plans import actions as plans
from kamfield.plans.models import Plan
from kamfield.wiring import HOUSE
from tests.api import Api
from tests.cast import Cast, Moment
from tests.house.addresses import GUARDED, Address
from tests.house.sams_things import SECRET, sams_things
from tests.house.things import STATES, Things, as_

Place = tuple[str | int, ...]
NEVER_WAS = "there-never-was-such-a-thing"

MEANS = {
    **dict.fromkeys(("parent", "from"), "account"),
    **dict.fromkeys(("client_contact", "set_by_contact", "from_contact", "to_contact", "attendee"), "contact"),
    **dict.fromkeys(("lead", "owner", "rep", "receiver", "leaver", "stand_in", "manager", "assignee"), "user"),
    **dict.fromkeys(("companion", "next_step_owner", "actor", "team", "author", "waits_for"), "user"),
    **dict.fromkeys(("subject", "source"), "visit"),
}
"""What an id means whose name does not say so."""

NOT_LOOKED_UP = {"device_id": "made by the phone", "checklist_id": "the same for everybody"}

COLLEAGUES: dict[str, str] = {
    "POST /api/v1/accounts/<id:account_id>/members user_id": "whoever leads a client may ask anybody to its team",
    "POST /api/v1/issues owner_id": "other departments solve issues, too",
    "PATCH /api/v1/issues/<id:issue_id> owner_id": "the same",
    "POST /api/v1/todo-items assignee_id": "another department's task",
    "PATCH /api/v1/todo-items/<id:item_id> assignee_id": "the same",
    "POST /api/v1/visits companion_ids": "anybody of ours may come along",
    "PATCH /api/v1/visits/<id:visit_id> companion_ids": "the same",
    "POST /api/v1/plans/<id:plan_id>/lines visit.companion_ids": "the same",
    "POST /api/v1/visits/<id:visit_id>/report companion_ids": "the same",
    "PATCH /api/v1/visits/<id:visit_id>/report companion_ids": "the same",
    "POST /api/v1/visits/<id:visit_id>/report complaints.owner_id": "other departments solve issues, too",
    "PATCH /api/v1/visits/<id:visit_id>/report complaints.owner_id": "the same",
    "POST /api/v1/visits/<id:visit_id>/report next_step_owner_id": "another department's task",
    "PATCH /api/v1/visits/<id:visit_id>/report next_step_owner_id": "the same",
}
"""Where any colleague may be named, and why. Nothing else of theirs may be."""

ELSEWHERE: dict[str, str] = {
    "POST /api/v1/objective-checks client_contact_id": "nobody is looked up: it only counts that somebody is named",
    "POST /api/v1/visits/<id:visit_id>/report/minutes contact_ids": "who took part: tests/visits/test_minutes.py",
    "POST /api/v1/handovers overrides.account_id": "it is kept as it came, and said to be a miss",
}
"""Ids for which there is no fault at their place, and why."""

BY_MEI = ("/accounts/<id:account_id>/lead", "/accounts/<id:account_id>/merge", "/handovers", "/delegations")
"""What a manager does: a rep's refusal would prove nothing."""


@dataclass(frozen=True)
class Borrowing:
    """One id in what one address is sent."""

    address: Address
    where: str
    place: Place

    def __str__(self) -> str:
        return f"{self.address} {'.'.join(part for part in self.place if isinstance(part, str))}"

    @property
    def means(self) -> str:
        name = next(part for part in reversed(self.place) if isinstance(part, str))
        stem = name.removesuffix("_ids").removesuffix("_id")
        return MEANS.get(stem, stem)


def ids_of(schema: Schema, above: Place = ()) -> Iterator[Place]:
    """Where a schema wants ids of what is there already."""
    for name, field in schema.fields.items():
        place, inner = (*above, name), field
        while isinstance(inner, fields.List):
            place, inner = (*place, 0), inner.inner
        if isinstance(inner, fields.Nested):
            yield from ids_of(inner.schema, (*place, 0) if inner.many else place)
        elif name.endswith(("_id", "_ids")) and name not in NOT_LOOKED_UP and isinstance(inner, fields.String):
            yield place


BORROWINGS = [
    Borrowing(address, where, place)
    for address in GUARDED
    if address.endpoint is not None and not address.rule.startswith("/api/v1/users")  # administrators reach everybody
    for where in ("query", "body")
    if (schema := getattr(address.endpoint, where)) is not None
    for place in ids_of(schema)
]
IN_BODIES = [one for one in BORROWINGS if one.where == "body"]
IN_FILTERS = [one for one in BORROWINGS if one.where == "query" and one.address.method == "GET"]


@pytest.fixture
def things(database: Database, moment: Moment) -> Iterator[Things]:
    with database.writing() as db:
        yield Things(Work(SYSTEM, moment.now, db, HOUSE))


@pytest.mark.parametrize("borrowing", IN_BODIES, ids=str)
def test_nothing_hangs_on_what_is_out_of_reach(api: Api, things: Things, borrowing: Borrowing) -> None:
    known = sams_things(things.work)[borrowing.means]
    prepare(things, borrowing.address)
    never, there = (answer_to(api, things, borrowing, one) for one in (NEVER_WAS, known))
    if str(borrowing) not in ELSEWHERE:
        assert names_the_place(never, borrowing), f"this proves nothing: {never.status_code} {never.text[:500]}"
    assert SECRET not in there.text
    if str(borrowing) not in COLLEAGUES:
        assert said(there, known) == said(never, NEVER_WAS)


@pytest.mark.parametrize("borrowing", IN_FILTERS, ids=str)
def test_nothing_is_found_by_what_is_out_of_reach(api: Api, things: Things, borrowing: Borrowing) -> None:
    known = sams_things(things.work)[borrowing.means]
    prepare(things, borrowing.address)
    never, there = (answer_to(api, things, borrowing, one) for one in (NEVER_WAS, known))
    assert said(there, known) == said(never, NEVER_WAS)


def test_the_list_of_exceptions_is_true() -> None:
    assert not (COLLEAGUES.keys() | ELSEWHERE.keys()) - {str(one) for one in BORROWINGS}
    assert {one.means for one in BORROWINGS if str(one) in COLLEAGUES} == {"user"}


def answer_to(api: Api, things: Things, borrowing: Borrowing, borrowed: str) -> TestResponse:
    """What whoever may do it is answered when they send somebody's id."""
    address, sent = borrowing.address, borrowing.address.sent()
    url = address.url(things.of(address.parameters))
    kind, schema = "json" if borrowing.where == "body" else "query_string", getattr(address.endpoint, borrowing.where)
    wanted = copy.deepcopy(sent.get(kind) or {})
    wanted.pop("visit" if borrowing.place == ("visit_id",) else None, None)  # a line is of one or of the other
    own(wanted, schema, things)
    put(wanted, borrowing.place, borrowed, schema)
    caller = api.mei if address.rule.endswith(BY_MEI) else api.li
    return caller.send(address.method, url, **(sent | {kind: wanted}))


def prepare(things: Things, address: Address) -> None:
    """Brings li's thing into the state in which it can be changed."""
    things.of(address.parameters)
    for part, happen in STATES.items():
        if part in address.rule and not address.rule.endswith("/report"):
            happen(things)
    if "/plans/<id:plan_id>/lines" in address.rule and "plan_id" in things:
        plan = things.work.db.get_one(Plan, things["plan_id"])
        if plan.state == "submitted":
            plans.withdraw(as_(things, Cast.li), plan.id)
    things.work.db.flush()


def own(sent: Any, schema: Schema, things: Things) -> None:
    """An example with every id in it one of li's own, and no id of its own: it may be sent twice."""
    for place in ids_of(schema):
        borrowing = Borrowing(GUARDED[0], "body", place)
        if holds(sent, place):
            means = borrowing.means
            put(sent, place, Cast.li.id if means == "user" else things[f"{means}_id"])
    if isinstance(sent, dict):
        sent.pop("id", None)


def holds(sent: Any, place: Place) -> bool:
    for part in place:
        try:
            sent = sent[part]
        except (KeyError, IndexError, TypeError):
            return False
    return sent is not None


def put(sent: Any, place: Place, value: str, schema: Any = None) -> None:
    """Writes it there; what has to be around it is as in the examples."""
    for part, following in pairwise(place):
        if isinstance(part, str):
            field = schema.fields[part] if schema else None
            inner = field.inner if isinstance(field, fields.List) else field
            schema = inner.schema if isinstance(inner, fields.Nested) else None
            if not sent.get(part):
                example = copy.deepcopy(getattr(schema, "example", {}))
                sent[part] = [example] if isinstance(following, int) else example
        sent = sent[part]
    if isinstance(place[-1], int):
        sent[:] = [value]
    else:
        sent[place[-1]] = value


def said(answer: TestResponse, borrowed: str) -> tuple[int, str]:
    """Everything but the id itself and what differs from answer to answer."""
    text = answer.text.replace(borrowed, "ID").replace(answer.headers["X-Request-Id"], "")
    return answer.status_code, text


def names_the_place(answer: TestResponse, borrowing: Borrowing) -> bool:
    """Whether it was refused because of this id, and not before anybody looked at it."""
    name = next(part for part in reversed(borrowing.place) if isinstance(part, str))
    return any(name in fault.get("pointer", "") for fault in answer.json.get("errors", ()))
