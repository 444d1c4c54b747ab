"""Where quotations and follow-ups are reached."""

from typing import Any

from sqlalchemy import Select

from kamfield.core.work import Work
from kamfield.quotes import actions, queries
from kamfield.quotes.models import FollowUp, Quote
from kamfield.quotes.schemas import (
    Completion,
    FollowUpQuery,
    FollowUpSchema,
    Loss,
    QuoteChange,
    QuoteDraft,
    QuoteQuery,
    QuoteSchema,
    Sending,
    Skip,
    Win,
    Withdrawal,
)
from kamfield.web.blueprint import Blueprint

blueprint = Blueprint("quotes", __name__, description="Quotations and their follow-ups")


@blueprint.list("/quotes", QuoteQuery, QuoteSchema, sorts=queries.SORTS)
def list_quotes(work: Work, query: dict[str, Any]) -> Select[Quote]:
    """The quotations you reach."""
    return queries.matching(work.user, **query)


@blueprint.post("/quotes", QuoteDraft, QuoteSchema, status=201)
def add_quote(work: Work, body: dict[str, Any]) -> Quote:
    """Note an enquiry. Its number is given by the server: without gaps in a year, in the order of arrival."""
    return actions.add(work, **body)


@blueprint.get("/quotes/<id:quote_id>", QuoteSchema)
def read_quote(work: Work, quote_id: str) -> Quote:
    """One quotation."""
    return work.one(queries.by_id(work.user, quote_id))


@blueprint.patch("/quotes/<id:quote_id>", QuoteChange, QuoteSchema)
def change_quote(work: Work, body: dict[str, Any], version: int | None, quote_id: str) -> Quote:
    """Change an undecided quotation. A new last valid day moves the follow-ups that hang on it."""
    return actions.change(work, quote_id, version, **body)


@blueprint.post("/quotes/<id:quote_id>/readiness", None, QuoteSchema)
def make_quote_ready(work: Work, quote_id: str) -> Quote:
    """Say that everything it needs is there, so that it can be sent."""
    return actions.make_ready(work, quote_id)


@blueprint.post("/quotes/<id:quote_id>/sending", Sending, QuoteSchema)
def send_quote(work: Work, body: dict[str, Any], quote_id: str) -> Quote:
    """Note that it went to the client.

    Follow-ups fall due 3, 7 and 14 days later and 3 days before its last valid day; at the end of that day, in the
    client's time zone, an unanswered quotation expires. An expired one may be sent again with another last day.
    """
    return actions.send(work, quote_id, **body)


@blueprint.post("/quotes/<id:quote_id>/win", Win, QuoteSchema)
def win_quote(work: Work, body: dict[str, Any], quote_id: str) -> Quote:
    """The client ordered. Its follow-ups end."""
    return actions.win(work, quote_id, **body)


@blueprint.post("/quotes/<id:quote_id>/loss", Loss, QuoteSchema)
def lose_quote(work: Work, body: dict[str, Any], quote_id: str) -> Quote:
    """The client will not order: why, and who got it. Its follow-ups end."""
    return actions.lose(work, quote_id, **body)


@blueprint.post("/quotes/<id:quote_id>/withdrawal", Withdrawal, QuoteSchema)
def withdraw_quote(work: Work, body: dict[str, Any], quote_id: str) -> Quote:
    """Take it back. Its follow-ups end."""
    return actions.withdraw(work, quote_id, **body)


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
