"""The days on which somebody was out for an account or an opportunity."""

from datetime import date
from typing import Any

from sqlalchemy import Select, and_, func, select

from kamfield.accounts.models import Place
from kamfield.users.models import User
from kamfield.visits.models import Visit
from kamfield.visits.rules.codes import State

MADE = (State.DONE, State.REPORTED)


def days_out(
    *,
    account_id: str | None = None,
    opportunity_id: str | None = None,
    from_day: date | None = None,
    to_day: date | None = None,
) -> Select[*tuple[Any, ...]]:
    """Every visit that took place on a day with one for an account or an opportunity, as plain columns.

    `counts` says which of them were for it. Without asking for reach: whoever sees the thing sees what it took.
    """
    given = [(Visit.account_id, account_id), (Visit.opportunity_id, opportunity_id)]
    ours = and_(*(column == value for column, value in given if value is not None))
    wanted = select(Visit.rep_id, Visit.day).where(ours, Visit.state.in_(MADE), Visit.deleted_at.is_(None))
    wanted = wanted if from_day is None else wanted.where(Visit.day >= from_day)
    days = (wanted if to_day is None else wanted.where(Visit.day <= to_day)).distinct().subquery()
    columns = (
        Visit.id,
        Visit.rep_id,
        Visit.day,
        Visit.checked_in_at,
        Visit.checked_out_at,
        Visit.starts_at,
        Visit.minutes,
        func.coalesce(Visit.latitude, Place.latitude).label("latitude"),
        func.coalesce(Visit.longitude, Place.longitude).label("longitude"),
        User.start_latitude,
        User.start_longitude,
        ours.label("counts"),
    )
    found = select(*columns).join(days, and_(days.c.rep_id == Visit.rep_id, days.c.day == Visit.day))
    joined = found.join(User, User.id == Visit.rep_id).outerjoin(Place, Place.id == Visit.place_id)
    return joined.where(Visit.state.in_(MADE), Visit.deleted_at.is_(None))
