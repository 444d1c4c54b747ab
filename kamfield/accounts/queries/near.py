"""Accounts by distance from a point: boxes find candidates by an index, the ellipsoid has the last word."""

import math
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Float, Select, String, column, values
from sqlalchemy.orm import Session

from kamfield.accounts.models import Account, Place
from kamfield.core.rows import ID_LENGTH
from kamfield.geo.distance import Box, bounding_box, metres_between
from kamfield.geo.point import Point

NEAR = "near"
MOST = 300  # places, the nearest ones; a longer list is no longer about being near

Statement = Select[*tuple[Any, ...]]


def within(db: Session, statement: Statement, point: Point, metres: float) -> Statement:
    """Those of a statement's accounts that have a place within so many metres; `distance_metres` to the nearest.

    At most the accounts of the `MOST` nearest places. The distances stand in a table named `NEAR`, by which the list
    may be sorted.
    """
    nearest: dict[str, float] = {}
    for account_id, latitude, longitude in _places_around(db, statement, point, metres):
        distance = metres_between(point, Point(latitude, longitude))
        if distance <= metres:
            nearest[account_id] = min(distance, nearest.get(account_id, math.inf))
    near = _table(nearest)
    joined = statement.join(near, near.c.account_id == Account.id)
    return joined.add_columns(near.c.metres.label("distance_metres"))


def _table(nearest: dict[str, float]) -> Any:
    columns = (column("account_id", String(ID_LENGTH)), column("metres", Float))
    rows = [(account_id, round(distance, 1)) for account_id, distance in nearest.items()]
    return values(*columns, name=NEAR).data(rows or [("", 0.0)]).cte(NEAR)


def _places_around(db: Session, statement: Statement, point: Point, metres: float) -> Iterator[Any]:
    for box in bounding_box(point, metres):
        inside = (
            Place.deleted_at.is_(None),
            Place.latitude.between(box.south, box.north),
            Place.longitude.between(box.west, box.east),
        )
        places = statement.join(Place, Place.account_id == Account.id).where(*inside)
        wanted = places.with_only_columns(Place.account_id, Place.latitude, Place.longitude)
        yield from db.execute(wanted.order_by(_roughly_squared(point, box), Place.id).limit(MOST))


def _roughly_squared(point: Point, box: Box) -> Any:
    """The squared distance on a flat map, in square degrees of latitude: good enough to tell near from far."""
    turn = 360 * round(((box.west + box.east) / 2 - point.longitude) / 360)
    north = Place.latitude - point.latitude
    east = (Place.longitude - (point.longitude + turn)) * math.cos(math.radians(point.latitude))
    return north * north + east * east
