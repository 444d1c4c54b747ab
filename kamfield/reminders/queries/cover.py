"""How far the people somebody reaches have come with their clients in a month."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, func, literal, not_, select

from kamfield.accounts.models import Account
from kamfield.core.work import Actor
from kamfield.plans.rules.deviation import TOOK_PLACE
from kamfield.users.models import User
from kamfield.users.queries import reached
from kamfield.visits.models import Visit
from kamfield.visits.rules.codes import State as VisitState


def cover(manager: Actor, month: tuple[date, date], today: date, tiers: Collection[str]) -> Select[*tuple[Any, ...]]:
    """How far the people somebody reaches have come with their clients in a month, all of them together.

    Per tier the columns `A_all`, `A_reached` (visited at least once) and `A_to_come` (not yet, but planned).
    """
    clients = _clients(manager, month, today, tiers)
    return select(*_sums(clients, tiers))


def cover_by_rep(
    manager: Actor, month: tuple[date, date], today: date, tiers: Collection[str]
) -> Select[*tuple[Any, ...]]:
    """The same for each person, with the `name`; those with most clients neither visited nor planned come first."""
    clients = _clients(manager, month, today, tiers)
    missing = func.sum(1 - clients.c.reached - clients.c.to_come)
    by_rep = select(User.name, *_sums(clients, tiers)).join(clients, clients.c.lead_id == User.id)
    return by_rep.group_by(User.id, User.name).order_by(missing.desc(), User.name, User.id)


def _clients(manager: Actor, month: tuple[date, date], today: date, tiers: Collection[str]) -> Subquery:
    """A row per client: whose it is, its tier, and 1 or 0 for visited and for still planned."""
    visit = select(Visit.id).where(Visit.account_id == Account.id, Visit.deleted_at.is_(None))
    in_month = visit.where(Visit.day.between(*month))
    reached_it = in_month.where(Visit.state.in_(sorted(TOOK_PLACE))).exists()
    planned = in_month.where(Visit.state == VisitState.PLANNED, Visit.day >= today).exists()
    columns = (
        Account.lead_id,
        Account.tier,
        case((reached_it, 1), else_=0).label("reached"),
        case((and_(planned, not_(reached_it)), 1), else_=0).label("to_come"),
    )
    theirs = select(*columns).where(reached(manager, Account.lead_id), Account.lead_id != manager.id)
    return theirs.where(Account.tier.in_(sorted(tiers)), Account.deleted_at.is_(None)).subquery()


def _sums(clients: Subquery, tiers: Collection[str]) -> Iterator[ColumnElement[int]]:
    for tier in tiers:
        for name, value in (("all", literal(1)), ("reached", clients.c.reached), ("to_come", clients.c.to_come)):
            of_tier = case((clients.c.tier == tier, value), else_=0)
            yield func.coalesce(func.sum(of_tier), 0).label(f"{tier}_{name}")
