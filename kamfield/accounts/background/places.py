"""Addresses become points on the map."""

from datetime import datetime, timedelta

from kamfield.accounts.actions.duplicates import keep_marks
from kamfield.accounts.models import Locating
from kamfield.accounts.queries import places as queries
from kamfield.accounts.rules import Location
from kamfield.core.work import Work
from kamfield.geo.point import Point
from kamfield.outside import Outside
from kamfield.outside.maps import Located, MapsUnavailable


def locate(work: Work, outside: Outside, question: Locating) -> datetime | None:
    """Asks the map for the point of an address. A map that says when to come back is asked again then."""
    try:
        found = outside.maps.locate(question.address, question.country)
    except MapsUnavailable as error:
        if error.retry_after_seconds is None:
            raise
        return work.now + timedelta(seconds=error.retry_after_seconds)
    _note_answer(work, question, found)
    return None


def ask_the_map_again(work: Work) -> None:
    """Takes up the addresses that were given up while the map was out of reach."""
    work.db.execute(queries.parked_taken_up(work.now), execution_options={"synchronize_session": False})


def forget_answers(work: Work) -> None:
    """Takes away the questions that the map has answered: the places have the points."""
    work.db.execute(queries.answered(), execution_options={"synchronize_session": False})


def _note_answer(work: Work, question: Locating, found: Located | None) -> None:
    """On the place, unless somebody set its point or changed its address meanwhile."""
    place = work.db.scalars(queries.waiting(question.place_id)).one_or_none()
    if place is None or (place.written_address, place.country) != (question.address, question.country):
        return
    work.act("place.locate", place, address=question.address)
    if found is None:
        place.location = Location.NOT_FOUND
    else:
        place.lies_at(Point(*found.position), Location.MAPS)
        keep_marks(work, [place.account_id])
