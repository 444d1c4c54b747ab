"""The floor's answers about a plan of 200 visits: its lines, and what a naive check says of ways, overlaps, cover."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

import orjson

from bench.columns import PLAN, PLAN_LINE, VISIT
from kamfield.geo.point import Point
from kamfield.geo.travel import leg
from kamfield.policies.rules.working_days import holidays_of

Rows = Callable[..., list[dict[str, Any]]]
Row = dict[str, Any]

_EVERY_DAYS = {"A": 7, "B": 14, "C": 28, "D": 91}
_DUE_DAY = 25
_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HOLIDAYS = frozenset(holidays_of(2026, "CN", None))
_INSTANTS = ("starts_at", "checked_in_at", "checked_out_at", "report_due_at", "created_at", "updated_at")
_FLAGS = ("unplanned", "to_acknowledge", "by_policy", "urgent")


def read(rows: Rows, plan_id: str) -> bytes:
    """The plan, its lines with their visits, and the check."""
    plan, stops = _plan(rows, plan_id), _stops(rows, plan_id)
    lines = [_line(stop) for stop in stops]
    (stamp,) = rows(
        "SELECT max(n) AS n FROM (SELECT sync_seq AS n FROM plans WHERE id = ?"
        " UNION ALL SELECT sync_seq FROM plan_lines WHERE plan_id = ?"
        " UNION ALL SELECT v.sync_seq FROM visits v JOIN plan_lines l ON l.visit_id = v.id WHERE l.plan_id = ?"
        " UNION ALL SELECT o.sync_seq FROM objectives o JOIN plan_lines l ON l.visit_id = o.visit_id"
        " WHERE l.plan_id = ?) every",
        *(plan_id,) * 4,
    )
    due = (_day(plan["month"]) - timedelta(days=1)).replace(day=_DUE_DAY)
    head = plan | {"due_on": due, "overdue": False, "stamp": stamp["n"], "lines": lines, "waiting": None}
    head["month"] = str(plan["month"])[:7]
    return orjson.dumps(head | _checked(rows, plan, stops))


def check(rows: Rows, plan_id: str) -> bytes:
    """The check alone."""
    return orjson.dumps(_checked(rows, _plan(rows, plan_id), _stops(rows, plan_id)))


def _plan(rows: Rows, plan_id: str) -> Row:
    columns = ", ".join(f"p.{column}" for column in PLAN)
    names = "u.name AS rep_name, d.name AS decided_by_name, NULL AS on_behalf_of_name, NULL AS waiting_for_name"
    (plan,) = rows(
        f"SELECT {columns}, {names} FROM plans p JOIN users u ON u.id = p.rep_id"
        " LEFT JOIN users d ON d.id = p.decided_by_id WHERE p.id = ?",
        plan_id,
    )
    for name in ("submitted_at", "decided_at", "waiting_since", "closed_at"):
        plan[name] = _instant(plan[name])
    return plan | {"by_policy": bool(plan["by_policy"])}


def _stops(rows: Rows, plan_id: str) -> list[Row]:
    visits = ", ".join(f"v.{column} AS visit_{column}" for column in VISIT)
    lines = ", ".join(f"l.{column} AS line_{column}" for column in PLAN_LINE)
    return rows(
        f"SELECT {visits}, {lines}, a.name AS client, a.tier, p.label, p.latitude AS north, p.longitude AS east,"
        " u.name AS rep, d.name AS decider, (SELECT count(*) FROM objectives o WHERE o.visit_id = v.id AND o.weak)"
        " AS weak"
        " FROM plan_lines l JOIN visits v ON v.id = l.visit_id JOIN accounts a ON a.id = v.account_id"
        " JOIN users u ON u.id = v.rep_id LEFT JOIN places p ON p.id = v.place_id"
        " LEFT JOIN users d ON d.id = l.decided_by_id"
        " WHERE l.plan_id = ? AND l.deleted_at IS NULL ORDER BY v.day, v.starts_at, v.id",
        plan_id,
    )


def _line(row: Row) -> Row:
    visit = {name: row[f"visit_{name}"] for name in VISIT}
    for name in _INSTANTS:
        visit[name] = _instant(visit[name])
    missing = visit["missing"] if isinstance(visit["missing"], list) else orjson.loads(visit["missing"])
    visit |= {"missing": missing, "rep_name": row["rep"], "account_name": row["client"], "place_name": row["label"]}
    line = {name: row[f"line_{name}"] for name in PLAN_LINE}
    for name in ("proposed_at", "decided_at"):
        line[name] = _instant(line[name])
    for told in (visit, line):
        told |= {name: bool(told[name]) for name in _FLAGS if name in told} | {"opportunity_name": None}
    line |= {"decided_by_name": row["decider"], "on_behalf_of_name": None, "chance": None, "changed": False}
    return line | {"account_name": row["client"], "tier": row["tier"], "visit": visit}


def _checked(rows: Rows, plan: Row, stops: list[Row]) -> Row:
    (rep,) = rows(
        "SELECT working_hours, start_latitude AS north, start_longitude AS east FROM users WHERE id = ?",
        plan["rep_id"],
    )
    assert not rows("SELECT id FROM absences WHERE user_id = ? AND from_on <= ? AND to_on >= ?", *_month_of(plan))
    assert not any(stop["weak"] for stop in stops)
    clients = rows("SELECT id, tier FROM accounts WHERE lead_id = ? AND deleted_at IS NULL", plan["rep_id"])
    assert not rows("SELECT id FROM opportunities WHERE owner_id = ? AND status <> 'lost'", plan["rep_id"])
    hours = rep["working_hours"] if isinstance(rep["working_hours"], dict) else orjson.loads(rep["working_hours"])
    days: dict[date, list[Row]] = {}
    for stop in stops:
        days.setdefault(_day(stop["visit_day"]), []).append(stop)
    first = _day(plan["month"])
    month = [first + timedelta(days=number) for number in range(30)]
    every = [day for day in month if _capacity(day, hours) or day in days]
    loads = [_load(day, days.get(day, []), rep, hours) for day in every]
    names = ("visits", "visit_minutes", "travel_metres", "travel_minutes", "capacity_minutes")
    workload = {name: sum(load[name] for load in loads) for name in names}
    found = [*_about_days(days, hours, rep), *_about_frequency(stops)]
    found.sort(key=lambda one: one["severity"] != "error")
    cover = _coverage(clients, stops)
    return {"findings": found, "workload": workload, "days": loads, "coverage": cover, "value": []}


def _month_of(plan: Row) -> tuple[str, str, str]:
    month = str(plan["month"])
    return plan["rep_id"], month[:8] + "30", month


def _capacity(day: date, hours: dict[str, Any]) -> int:
    spans = [] if day in _HOLIDAYS else hours.get(_WEEK[day.weekday()], [])
    return sum(_clock(end) - _clock(start) for start, end in spans)


def _clock(text: str) -> int:
    return int(text[:2]) * 60 + int(text[3:])


def _load(day: date, stops: list[Row], rep: Row, hours: dict[str, Any]) -> Row:
    ways = [leg(a, b) for a, b in pairwise([_point(rep), *map(_point, stops), _point(rep)])] if stops else []
    return {
        "visits": len(stops),
        "visit_minutes": sum(stop["visit_minutes"] for stop in stops),
        "travel_metres": round(sum(way.metres for way in ways)),
        "travel_minutes": round(sum(way.minutes for way in ways)),
        "capacity_minutes": _capacity(day, hours),
        "day": day.isoformat(),
    }


def _point(row: Row) -> Point:
    return Point(row["north"], row["east"])


def _about_days(days: dict[date, list[Row]], hours: dict[str, Any], rep: Row) -> Iterator[Row]:
    for day, stops in days.items():
        if day in _HOLIDAYS:
            yield _finding("holiday", stops[0], f"{day} is a public holiday.")
        elif (load := _load(day, stops, rep, hours))["visit_minutes"] + load["travel_minutes"] > _capacity(day, hours):
            yield _finding("over-capacity", stops[0], "")
        for earlier, later in pairwise(stops):
            free = (_start(later) - _start(earlier)).total_seconds() / 60 - earlier["visit_minutes"]
            if free < 0:
                text = f"The visits to {later['client']} and {earlier['client']} on {day} overlap."
                yield _finding("overlap", later, text, "error")
            elif leg(_point(earlier), _point(later)).minutes > free:
                yield _finding("travel-too-long", later, "")


def _about_frequency(stops: list[Row]) -> Iterator[Row]:
    seen: dict[str, list[Row]] = {}
    for stop in stops:
        seen.setdefault(stop["visit_account_id"], []).append(stop)
    for visits in seen.values():
        for earlier, later in pairwise(visits):
            if (_day(later["visit_day"]) - _day(earlier["visit_day"])).days * 2 < _EVERY_DAYS[later["tier"]]:
                yield _finding("too-close-together", later, "")


def _coverage(clients: list[Row], stops: list[Row]) -> list[Row]:
    told = []
    for tier, interval in _EVERY_DAYS.items():
        theirs = {client["id"] for client in clients if client["tier"] == tier}
        visits = [stop for stop in stops if stop["visit_account_id"] in theirs]
        seen = len({stop["visit_account_id"] for stop in visits})
        required = len(theirs) * (30 // interval)
        counts = {"clients": len(theirs), "clients_planned": seen, "required": required, "planned": len(visits)}
        told.append({"tier": tier, **counts})
    return told


def _finding(code: str, stop: Row, text: str, severity: str = "warning") -> Row:
    about = {"visit_id": stop["visit_id"], "account_id": stop["visit_account_id"], "account_name": stop["client"]}
    return {"code": code, "severity": severity, **about, "text": text}


def _day(value: Any) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _start(row: Row) -> datetime:
    value = row["visit_starts_at"]
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def _instant(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    return value and value.removesuffix(".000000").replace(" ", "T") + "Z"
