"""Where follow-ups are reached."""

from typing import Any

from sqlalchemy import Select

from kamfield.core.work import Work
from kamfield.quotes import actions, queries
from kamfield.quotes.models import FollowUp
from kamfield.quotes.routes.blueprint import blueprint
from kamfield.quotes.schemas.follow_ups import Completion, FollowUpQuery, FollowUpSchema, Skip


@blueprint.list("/follow-ups", FollowUpQuery, FollowUpSchema, sorts=queries.FOLLOW_UP_SORTS)
def list_follow_ups(work: Work, query: dict[str, Any]) -> Select[FollowUp]:
    """The follow-ups you reach: `?mine=true&state=due&due_until=2026-03-08` is what a rep has to chase this week."""
    owner_id = work.user.id if query.pop("mine") else None
    return queries.follow_ups(work.user, owner_id=owner_id, **query)


@blueprint.get("/follow-ups/<id:follow_up_id>", FollowUpSchema)
def read_follow_up(work: Work, follow_up_id: str) -> FollowUp:
    """One follow-up."""
    return work.one(queries.follow_up_by_id(work.user, follow_up_id))


@blueprint.post("/follow-ups/<id:follow_up_id>/completion", Completion, FollowUpSchema)
def complete_follow_up(work: Work, body: dict[str, Any], follow_up_id: str) -> FollowUp:
    """Note what the client said. A day to ask again becomes a follow-up, in the place of the steps before it."""
    return actions.complete(work, follow_up_id, **body)


@blueprint.post("/follow-ups/<id:follow_up_id>/skip", Skip, FollowUpSchema)
def skip_follow_up(work: Work, body: dict[str, Any], follow_up_id: str) -> FollowUp:
    """Leave a step out, and say why."""
    return actions.skip(work, follow_up_id, body["reason"])
