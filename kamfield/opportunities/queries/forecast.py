"""What the forecast is made of: opportunities in batches, added up by the database."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, case, extract, func, literal, or_, select

from kamfield.core.work import Actor
from kamfield.opportunities.models import Opportunity
from kamfield.opportunities.queries.opportunities import is_open, matching
from kamfield.opportunities.rules.forecast import Part, months_after
from kamfield.opportunities.rules.stages import Status
from kamfield.users.models import Reach
from kamfield.users.queries import branch_of, reached

Batches = Select[*tuple[Any, ...]]


def undecided(user: Actor, today: date, first: date, last: date, *, owners: bool, **filters: Any) -> Batches:
    """What closes in the months from `first` to `last`, from today on, and whatever should have closed before today."""
    late = Opportunity.expected_close_on < today
    ends = months_after(last, 1) - timedelta(days=1)
    part = case((late, literal(Part.OVERDUE.value)), else_=literal(Part.EXPECTED.value))
    found = _seen(user, **filters).where(
        is_open(), Opportunity.expected_close_on <= max(ends, today - timedelta(days=1))
    )
    if first > today:
        found = found.where(or_(late, Opportunity.expected_close_on >= first))
    return _batches(found, part, Opportunity.expected_close_on, Opportunity.probability, owners=owners)


def won(user: Actor, first: date, last: date, *, owners: bool, **filters: Any) -> Batches:
    """What was won in the months from `first` to `last`."""
    ends = months_after(last, 1) - timedelta(days=1)
    found = _seen(user, **filters).where(Opportunity.status == Status.WON)
    inside = found.where(Opportunity.decided_on.between(first, ends))
    return _batches(inside, literal(Part.WON.value), Opportunity.decided_on, literal(100), owners=owners)


def teams(user: Actor) -> Select[*tuple[Any, ...]]:
    """Everybody below or at somebody whom the user reaches, as pairs of the two: (viewer_id, user_id)."""
    return select(Reach.viewer_id, Reach.user_id).where(reached(user, Reach.viewer_id))


def _seen(user: Actor, *, team_id: str | None = None, **equal: Any) -> Select[Opportunity]:
    statement = matching(user, **equal)
    return statement if team_id is None else statement.where(Opportunity.owner_id.in_(branch_of(team_id)))


def _batches(found: Select[Opportunity], part: Any, day: Any, probability: Any, *, owners: bool) -> Batches:
    owner = {"owner_id": Opportunity.owner_id} if owners else {}
    keys = {
        "part": part,
        "year": extract("year", day),
        "month": extract("month", day),
        "currency": Opportunity.currency,
        "probability": probability,
        **owner,
    }
    sums = (
        func.count().label("count"),
        func.count(Opportunity.amount).label("valued"),
        func.sum(Opportunity.amount).label("amount"),
    )
    labelled = [column.label(name) for name, column in keys.items()]
    return found.with_only_columns(*labelled, *sums).group_by(*(name for name in keys))
