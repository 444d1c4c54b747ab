"""Where hand-overs are reached."""

from typing import Any

from sqlalchemy import Select

from kamfield.core.work import Work
from kamfield.users.actions import handovers as actions
from kamfield.users.models import Handover
from kamfield.users.queries import handovers as queries
from kamfield.users.schemas.handovers import HandoverDraft, HandoverSchema
from kamfield.web.blueprint import Blueprint
from kamfield.web.paging import ListQuery

blueprint = Blueprint("handovers", __name__, description="What somebody leaves to others")


@blueprint.list("/handovers", ListQuery, HandoverSchema, sorts=queries.HANDOVER_SORTS, fill=actions.told)
def list_handovers(work: Work, query: dict[str, Any]) -> Select[Handover]:
    """The hand-overs of the people you reach, and those by which you get something."""
    return queries.handovers_visible_to(work.user)


@blueprint.get("/handovers/<id:handover_id>", HandoverSchema)
def read_handover(work: Work, handover_id: str) -> actions.HandoverTold:
    """How far a hand-over is, and what moved to whom."""
    return actions.HandoverTold(work.one(queries.handover_by_id(work.user, handover_id)))


@blueprint.post("/handovers", HandoverDraft, HandoverSchema, status=201)
def hand_over(work: Work, body: dict[str, Any]) -> actions.HandoverTold:
    """Hand everything of a leaver over (managers above them, and administrators).

    It moves within seconds, all of it or nothing; read the hand-over to see what moved. Stages, history and dates stay
    as they were. `GET /users/{id}/belongings` says beforehand how much it will be.
    409 `rows-not-sent` while a phone of the leaver holds rows that nobody else has (`unsent` names the phones); with
    `"acknowledged": true` it is done all the same.
    """
    return actions.HandoverTold(actions.hand_over(work, **body))
