"""Where a client is met: what can be done with a place."""

from typing import Any

from kamfield.accounts import queries
from kamfield.accounts.actions.duplicates import keep_marks
from kamfield.accounts.models import Locating, Place
from kamfield.accounts.queries import places as lists
from kamfield.accounts.rules import MOST_CORRECTION_METRES, Location
from kamfield.core.errors import invalid
from kamfield.core.texts import N_
from kamfield.core.work import Work
from kamfield.geo.point import Point

ASKED_OF_THE_MAP = {"address", "city", "country"}
SET_BY_HAND = {Location.GIVEN, Location.ON_THE_SPOT}


def add(
    work: Work, account_id: str, *, point: Point | None = None, is_main: bool | None = None, **columns: Any
) -> Place:
    """A new place of an account; the first one is its main place. Without a point, the map is asked for one."""
    account = work.one(queries.by_id(work.user, account_id))
    place = work.add(Place(account_id=account.id, **columns))
    work.act("place.add", place)
    _put(work, place, point)
    if is_main or work.db.scalar(lists.main_of(account.id).with_only_columns(Place.id)) is None:
        _make_main(work, place)
    keep_marks(work, [account.id])
    return place


def change(work: Work, place_id: str, version: int | None = None, **columns: Any) -> Place:
    """Other words, hours, point. Another address is looked up, unless a person set the point."""
    place = work.one(queries.part_by_id(work.user, Place, place_id), version=version)
    work.act("place.change", place)
    is_main, has_point, point = columns.pop("is_main", None), "point" in columns, columns.pop("point", None)
    moves = any(columns[name] != getattr(place, name) for name in ASKED_OF_THE_MAP & columns.keys())
    for name, value in columns.items():
        setattr(place, name, value)
    if has_point or (moves and place.location not in SET_BY_HAND):
        _put(work, place, point)
    if is_main:
        _make_main(work, place)
    elif is_main is False and place.is_main:
        raise invalid("/is_main", "no-main-place", N_("Make another place the main one instead."))
    keep_marks(work, [place.account_id])
    return place


def correct_point(
    work: Work, place_id: str, *, point: Point, accuracy_metres: float, version: int | None = None
) -> Place:
    """The point where somebody stands at its door."""
    place = work.one(queries.part_by_id(work.user, Place, place_id), version=version)
    work.act("place.correct_point", place, accuracy_metres=accuracy_metres)
    if accuracy_metres > MOST_CORRECTION_METRES:
        text = N_(
            "This position is too inaccurate to correct a point: it may be off by at most %(metres)s metres. "
            "Try again outdoors."
        )
        raise invalid("/accuracy_metres", "poor-accuracy", text, metres=MOST_CORRECTION_METRES)
    place.lies_at(point, Location.ON_THE_SPOT, accuracy_metres)
    keep_marks(work, [place.account_id])
    return place


def delete(work: Work, place_id: str, version: int | None = None) -> None:
    """Takes a place out of the archive; if it was the main one, the oldest of the others takes over."""
    place = work.one(queries.part_by_id(work.user, Place, place_id), version=version)
    work.act("place.delete", place)
    place.delete(work.now)
    work.db.flush()
    keep_marks(work, [place.account_id])
    heir = work.db.scalars(lists.of_account(place.account_id).limit(1)).one_or_none()
    if place.is_main and heir is not None:
        _make_main(work, heir)


def _put(work: Work, place: Place, point: Point | None) -> None:
    if point is not None:
        place.lies_at(point, Location.GIVEN)
        return
    place.forget_point()
    work.db.flush()
    ask_the_map(work, place)


def ask_the_map(work: Work, place: Place) -> None:
    """Lets the background ask for the point of a place that is written already and has an address."""
    if place.location == Location.WAITING:
        question = {"address": place.written_address, "country": place.country}
        work.add(Locating(place_id=place.id, due_at=work.now, **question))


def _make_main(work: Work, place: Place) -> None:
    for old in work.all(lists.main_of(place.account_id)):
        old.is_main = old is place
    work.db.flush()  # before the next one is named: there is never more than one
    place.is_main = True
