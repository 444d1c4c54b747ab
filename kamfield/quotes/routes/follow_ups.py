"""Where follow-ups are reached."""

from typing import Any

from sqlalchemy import Select

from kamfield.core.work import Work
from kamfield.quotes import actions, queries
from kamfield.quotes.models import FollowUp, Reply
from kamfield.quotes.routes.blueprint import blueprint
from kamfield.quotes.schemas.follow_ups import Completion, FollowUpQuery, FollowUpSchema, ReplyNote, ReplySchema, Skip
from kamfield.web.paging import ListQuery


@blueprint.list("/follow-ups", FollowUpQuery, FollowUpSchema, sorts=queries.FOLLOW_UP_SORTS)
def list_follow_ups(work: Work, query: dict[str, Any]) -> Select[FollowUp]:
    """The follow-ups you reach: `?mine=true&state=due&due_until=2026-03-08` is what a rep has to chase this week."""
    owner_id = work.user.id if query.pop("mine") else None
    return queries.follow_ups(work.user, owner_id=owner_id, **query)


@blueprint.list("/quotes/<id:quote_id>/replies", ListQuery, ReplySchema, sorts=queries.REPLY_SORTS)
def list_replies(work: Work, query: dict[str, Any], quote_id: str) -> Select[Reply]:
    """What the client said about a quotation of their own accord."""
    return queries.replies_to(work.one(queries.by_id(work.user, quote_id)).id)


@blueprint.post("/quotes/<id:quote_id>/replies", ReplyNote, ReplySchema)
def note_reply(work: Work, body: dict[str, Any], quote_id: str) -> Reply:
    """Note what the client answered. The ladder begins anew from that day; a day they named takes its place."""
    return actions.note_reply(work, quote_id, **body)


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
