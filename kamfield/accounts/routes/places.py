"""The places of an account."""

from typing import Any

from sqlalchemy import Select

from kamfield.accounts import queries
from kamfield.accounts.actions import places
from kamfield.accounts.models import Place
from kamfield.accounts.queries.places import SORTS
from kamfield.accounts.routes.blueprint import blueprint
from kamfield.accounts.schemas.places import PlaceChange, PlaceDraft, PlaceQuery, PlaceSchema
from kamfield.accounts.schemas.points import CorrectedPoint
from kamfield.core.work import Work
from kamfield.geo.point import to_wgs84


@blueprint.list("/accounts/<id:account_id>/places", PlaceQuery, PlaceSchema, sorts=SORTS)
def list_places(work: Work, query: dict[str, Any], account_id: str) -> Select[Place]:
    """Where a client is met."""
    work.row(queries.reached_id(work.user, account_id))
    return queries.parts_in(work.user, Place, account_id)


@blueprint.post("/accounts/<id:account_id>/places", PlaceDraft, PlaceSchema, status=201)
def add_place(work: Work, body: dict[str, Any], account_id: str) -> Place:
    """Add a place.

    Points from Chinese map services say so (`datum` is `gcj02` or `bd09`). An address without a point becomes one
    within a minute: `location` is `waiting` until then.
    """
    return places.add(work, account_id, **_with_point(body))


@blueprint.get("/places/<id:place_id>", PlaceSchema)
def read_place(work: Work, place_id: str) -> Any:
    """One place."""
    return work.row(queries.part_by_id(work.user, Place, place_id).with_only_columns(*Place.__table__.c))


@blueprint.patch("/places/<id:place_id>", PlaceChange, PlaceSchema)
def change_place(work: Work, body: dict[str, Any], version: int | None, place_id: str) -> Place:
    """Change a place. `is_main: true` makes it the main one in the place of the present one."""
    return places.change(work, place_id, version, **_with_point(body))


@blueprint.put("/places/<id:place_id>/point", CorrectedPoint, PlaceSchema)
def correct_place_point(work: Work, body: dict[str, Any], version: int | None, place_id: str) -> Place:
    """Correct the point of a place while standing there, with the accuracy that the phone reports."""
    accuracy_metres = body.pop("accuracy_metres")
    point = to_wgs84(**body)
    return places.correct_point(work, place_id, point=point, accuracy_metres=accuracy_metres, version=version)


@blueprint.delete("/places/<id:place_id>")
def delete_place(work: Work, version: int | None, place_id: str) -> None:
    """Take a place out of the archive: the client's lead and those above."""
    places.delete(work, place_id, version)


def _with_point(body: dict[str, Any]) -> dict[str, Any]:
    point = body.get("point")
    return body | {"point": to_wgs84(**point)} if point else body
