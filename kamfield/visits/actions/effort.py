"""What an account or an opportunity took of us so far."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kamfield.accounts import queries as accounts
from kamfield.core.work import Work
from kamfield.geo.point import Point
from kamfield.opportunities import queries as opportunities
from kamfield.visits.queries.effort import days_out
from kamfield.visits.rules.effort import Effort, Made, efforts


@dataclass
class Spent:
    """All of it, and what of it each of our people did; the first and the last day."""

    total: Effort = field(default_factory=Effort)
    by_rep: dict[str, Effort] = field(default_factory=dict)
    days: set[date] = field(default_factory=set)

    def add(self, made: Made, effort: Effort) -> None:
        """One more visit."""
        self.total.add(effort)
        self.by_rep.setdefault(made.rep_id, Effort()).add(effort)
        self.days.add(made.day)


def for_account(work: Work, account_id: str, **days: date) -> Mapping[str, Any]:
    """What the visits to an account took; in two statements."""
    return _shown(_spent(work, account_id=work.one(accounts.by_id(work.user, account_id)).id, **days))


def for_opportunity(work: Work, opportunity_id: str, **days: date) -> Mapping[str, Any]:
    """What the visits that served an opportunity took; in two statements."""
    found = work.one(opportunities.by_id(work.user, opportunity_id))
    return _shown(_spent(work, opportunity_id=found.id, **days))


def _spent(work: Work, **wanted: Any) -> Spent:
    rows = list(work.db.execute(days_out(**wanted)))
    made = {row.id: _made(row) for row in rows}
    took, spent = efforts(made.values()), Spent()
    for row in rows:
        if row.counts:
            spent.add(made[row.id], took[row.id])
    return spent


def _made(row: Any) -> Made:
    here = _point(row.latitude, row.longitude)
    start = _point(row.start_latitude, row.start_longitude)
    times = (row.checked_in_at, row.checked_out_at, row.starts_at, row.minutes)
    return Made(row.id, row.rep_id, row.day, *times, here, start)


def _point(latitude: float | None, longitude: float | None) -> Point | None:
    return None if latitude is None or longitude is None else Point(latitude, longitude)


def _shown(spent: Spent) -> Mapping[str, Any]:
    people = sorted(spent.by_rep.items(), key=lambda item: (-item[1].visits, item[0]))
    return {
        **_rounded(spent.total),
        "first_on": min(spent.days, default=None),
        "last_on": max(spent.days, default=None),
        "by_rep": [{"rep_id": rep_id, **_rounded(effort)} for rep_id, effort in people],
    }


def _rounded(effort: Effort) -> dict[str, int]:
    return {
        "visits": effort.visits,
        "visit_minutes": round(effort.visit_minutes),
        "travel_metres": round(effort.travel_metres),
        "travel_minutes": round(effort.travel_minutes),
    }
