"""What is asked of the floor and of us: one entry each, and `floor.py` must answer it too.

A new one: say what is asked (`Ask`), with which goals, add it to `OPERATIONS`; lay its rows down in `data.py` and
answer it in `floor.py` at the least cost that gives the same answer. The run stops when the two answers differ.
What only reads comes first, so that both read the same rows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import orjson

from bench import data, field, planned

ACCOUNTS = data.REPS * data.ACCOUNTS_EACH


class Ask(NamedTuple):
    """One request, and whose it is."""

    method: str
    path: str
    body: bytes | None = None
    who: str = "boss"


@dataclass(frozen=True)
class Operation:
    """What is asked, and the goals of PERFORMANCE on PostgreSQL and on SQLite (0: none).

    `apart` are the members of an answer that may differ. Under load no number is asked twice, so an operation may use
    something up; then floor and application are compared by the answers to different numbers. With a `crowd` of clients
    at once, p99 is held against p50.
    """

    name: str
    ask: Callable[[int], Ask]
    goals: tuple[float, float] = (0.0, 0.0)
    apart: frozenset[str] = frozenset()
    uses_up: bool = False
    crowd: int = 0


_VERSIONED = frozenset({"version", "updated_at", "next_cursor"})


def _step(number: int) -> int:
    return number * 7919 % ACCOUNTS


def _read(number: int) -> Ask:
    return Ask("GET", f"/api/v1/accounts/{data.account_id(_step(number))}")


def _list(number: int) -> Ask:
    return Ask("GET", f"/api/v1/accounts?lead_id={data.rep_id(number % data.REPS)}&limit=50")


def _report(number: int) -> Ask:
    visit = _step(number)
    body = {"outcome": "order", "minutes_shared": "They will order.", "needs": "Seals that bear heat."}
    who = data.rep_id(visit // data.ACCOUNTS_EACH)
    return Ask("POST", f"/api/v1/visits/{data.visit_id(visit)}/report", orjson.dumps(body), who)


def _change(number: int) -> Ask:
    body = orjson.dumps({"industry": f"Steel {number}"})
    return Ask("PATCH", f"/api/v1/accounts/{data.account_id(_step(number))}", body)


def _export(number: int) -> Ask:
    return Ask("GET", f"/api/v1/accounts/export?lead_id={data.rep_id(number % data.REPS)}&format=csv&headings=codes")


def _opportunities(number: int) -> Ask:
    return Ask("GET", f"/api/v1/opportunities?owner_id={data.rep_id(number % data.REPS)}&limit=50")


def _quotes(number: int) -> Ask:
    return Ask("GET", f"/api/v1/quotes?owner_id={data.rep_id(number % data.REPS)}&limit=50")


def _plan(number: int) -> Ask:
    return Ask("GET", f"/api/v1/plans/{planned.plan_id(number % planned.PLANNERS)}")


def _check(number: int) -> Ask:
    return Ask("GET", f"/api/v1/plans/{planned.plan_id(number % planned.PLANNERS)}/check")


def _forecast(_number: int) -> Ask:
    return Ask("GET", "/api/v1/opportunities/forecast?from_month=2026-03&to_month=2027-02")


def _day(number: int) -> Ask:
    rep = data.rep_id(number % data.REPS)
    return Ask("GET", f"/api/v1/day?rep_id={rep}&on={field.DAY}", who=rep)


def _brief(number: int) -> Ask:
    rep = number % data.REPS
    client = field.clients_of(rep)[number // data.REPS % field.CLIENTS_A_DAY]
    return Ask("GET", f"/api/v1/accounts/{data.account_id(client)}/brief", who=data.rep_id(rep))


def _pull(_number: int) -> Ask:
    return Ask("GET", f"/api/v1/sync?last_pulled_at={data.BEFORE_TOUCHED}")


def _idle_pull(_number: int) -> Ask:
    return Ask("GET", f"/api/v1/sync?last_pulled_at={data.BEFORE_TOUCHED + data.TOUCHED}", None, data.rep_id(3))


OPERATIONS = (
    Operation("read one account", _read, (0.20, 0.15), _VERSIONED),
    Operation("list 50 accounts of an owner", _list, (0.45, 0.40), _VERSIONED),
    Operation("pull 5,000 changed rows", _pull, (0.90, 0.75)),
    Operation("idle pull", _idle_pull, (0.20, 0.20)),
    Operation("the phone's day", _day, crowd=16),
    Operation("the brief at a client's door", _brief, crowd=16),
    Operation("list 50 opportunities of an owner", _opportunities, apart=_VERSIONED),
    Operation("list 50 quotations of an owner", _quotes, apart=_VERSIONED),
    Operation("read a plan of 200 visits with its lines", _plan),
    Operation("check a plan of 200 visits", _check),
    Operation("forecast of a year over 100,000 opportunities", _forecast),
    Operation("export 500 accounts as CSV", _export),
    Operation(
        "submit a report: report, visit and account in one transaction",
        _report,
        (0.35, 0.15),
        _VERSIONED | {"id", "visit_id", "account_id", "account_name", "rep_id", "rep_name", "submitted_at"},
        uses_up=True,
    ),
    Operation("change one account", _change, (0.35, 0.15), _VERSIONED),
)
