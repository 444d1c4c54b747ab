"""Plans and quotations, beside `bench.data`: four reps with a month of 200 visits, and 60 quotations of every rep."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Table

from bench.data import ACCOUNTS_EACH, NOW, REPS, account_id, rep_id, synced
from kamfield.accounts.models import Account, Finding, Member, Place
from kamfield.plans.models import Plan, PlanLine
from kamfield.quotes.models import Quote
from kamfield.users.models import Reach, Session, User
from kamfield.visits.models import Objective, Visit

PLANNERS, CLIENTS, WEEKS = 4, 50, 4
MONTH = date(2026, 6, 1)  # a Monday
QUOTES_EACH = 60
START = (53.74, -0.33)
_HOURS = {day: [["07:30", "18:30"]] for day in ("mon", "tue", "wed", "thu", "fri")}

Rows = Iterator[dict[str, Any]]


def planner_id(number: int) -> str:
    return f"planner-{number}"


def plan_id(number: int) -> str:
    return f"plan-{number}"


def rows(stamps: Iterator[int]) -> Iterator[tuple[Any, Rows]]:
    """What is laid down, table by table."""
    planners = [(User, _people), (Reach, _reach), (Session, _sessions)]
    clients = [(Account, _accounts), (Member, _members), (Finding, _findings), (Place, _places)]
    month = [(Visit, _visits), (Objective, _objectives), (Plan, _plans), (PlanLine, _lines)]
    for kind, write in (*planners, *clients, *month, (Quote, _quotes)):
        table = kind.__table__
        assert isinstance(table, Table)
        stamped = "sync_seq" in table.c
        yield table, (row | (synced(stamps) if stamped else {}) for row in write())


def _people() -> Rows:
    usual = {"role": "rep", "manager_id": "boss", "locale": "en", "time_zone": "UTC", "active": True}
    usual |= {"working_hours": _HOURS, "start_latitude": START[0], "start_longitude": START[1]}
    for number in range(PLANNERS):
        name = planner_id(number)
        yield {"id": name, "email": f"{name}@example.com", "name": name, **usual}


def _reach() -> Rows:
    for number in range(PLANNERS):
        for viewer in ("boss", planner_id(number)):
            yield {"viewer_id": viewer, "user_id": planner_id(number)}


def _sessions() -> Rows:
    usual = {"device_id": "bench", "started_at": NOW, "last_seen_at": NOW, "rotated_at": NOW, "refresh_number": 1}
    for number in range(PLANNERS):
        who = planner_id(number)
        yield {"id": f"session-{who}", "user_id": who, **usual, "expires_at": NOW + timedelta(days=36500)}


def _clients() -> Iterator[tuple[int, int, str]]:
    """Planner, number among theirs, id."""
    for planner in range(PLANNERS):
        for number in range(CLIENTS):
            yield planner, number, f"client-{planner}-{number:02d}"


def _accounts() -> Rows:
    usual = {"relationship": "ordinary", "tier": "A", "status": "active", "tags": [], "last_visit_key": NOW.date()}
    for planner, number, client in _clients():
        name = f"Works {planner}-{number:02d}"
        code = f"P{planner}{number:02d}"
        named = {"name": name, "name_key": name.lower(), "code": code, "code_key": code.lower()}
        yield {"id": client, **named, "lead_id": planner_id(planner), **usual}


def _members() -> Rows:
    for planner, _, client in _clients():
        yield {"id": f"member-{client}", "account_id": client, "user_id": planner_id(planner), "role": "lead"}


def _findings() -> Rows:
    for place, (_, _, client) in enumerate(_clients()):
        number = REPS * ACCOUNTS_EACH + place + 1
        yield {"number": number, "account_id": client, "names": client, "phones": "", "active_contacts": 3}


def _places() -> Rows:
    for _, number, client in _clients():
        point = {"latitude": START[0] + number % 7 / 100, "longitude": START[1] + number % 11 / 100}
        yield {"id": f"place-{client}", "account_id": client, "label": "Gate", **point, "location": "corrected"}


def _each_visit() -> Iterator[tuple[int, str, str, date, int]]:
    """Planner, client, visit, day, hour: every client once a week, ten a day."""
    for planner, number, client in _clients():
        for week in range(WEEKS):
            day = MONTH + timedelta(days=7 * week + number % 5)
            yield planner, client, f"planned-{client}-{week}", day, 8 + number // 5


def _visits() -> Rows:
    usual = {"form": "sales_visit", "purpose": "move_forward", "state": "planned", "urgent": False, "missing": []}
    for planner, client, visit, day, hour in _each_visit():
        where = {"account_id": client, "place_id": f"place-{client}"}
        minutes = 90 if visit.endswith("-00-0") else 30  # the first one overlaps with the next
        when = {"day": day, "starts_at": datetime.combine(day, time(hour), UTC), "minutes": minutes}
        yield {"id": visit, "rep_id": planner_id(planner), **where, **when, **usual}


def _objectives() -> Rows:
    aim = {"kind": "advance_sale", "client_action": "They order forty seals.", "findings": [], "weak": False}
    for _, _, visit, day, _ in _each_visit():
        yield {"id": f"aim-{visit}", "visit_id": visit, **aim, "due_on": day}


def _plans() -> Rows:
    decided = {"decided_at": NOW, "decided_by_id": "boss", "by_policy": False, "escalations": 0}
    counts = {"round": 1, "line_count": CLIENTS * WEEKS, "open_line_count": 0, "submitted_at": NOW}
    for number in range(PLANNERS):
        whose = {"id": plan_id(number), "rep_id": planner_id(number), "month": MONTH, "state": "approved"}
        yield {**whose, **counts, **decided}


def _lines() -> Rows:
    decided = {"state": "approved", "decided_at": NOW, "decided_by_id": "boss", "proposed_at": NOW}
    usual = {"unplanned": False, "to_acknowledge": False, "by_policy": False}
    for planner, _, visit, day, _ in _each_visit():
        yield {"id": f"line-{visit}", "plan_id": plan_id(planner), "visit_id": visit, "approved_day": day} | (
            decided | usual
        )


def _quotes() -> Rows:
    usual = {"terms": "30 days net", "currency": "CNY", "line_count": 0, "line_edits": 0, "revision": 1}
    usual |= {"state": "sent", "price_state": "open", "sent_on": NOW.date(), "chased_from": NOW.date()}
    for rep in range(REPS):
        for place in range(QUOTES_EACH):
            number = rep * QUOTES_EACH + place
            until = date(2026, 4, 1) + timedelta(days=number % 60)
            quoted = rep * ACCOUNTS_EACH + 100 + place  # not to whom the rep goes on the day: `field.clients_of`
            whose = {"account_id": account_id(quoted), "owner_id": rep_id(rep)}
            worth = {"amount": Decimal(number * 7919 % 100_003), "discount_percent": Decimal(0), "probability": 60}
            told = {"id": f"quote-{number:05d}", "number": f"Q2026-{number:05d}", "title": f"Seals {number}"}
            yield {**told, **whose, **worth, **usual, "valid_until": until, "valid_key": until}
