"""What somebody is told in the app."""

from typing import Any

from sqlalchemy import Select

from kamfield.core.work import Work
from kamfield.reminders.actions import notices as actions
from kamfield.reminders.models import Notice
from kamfield.reminders.queries import in_app as queries
from kamfield.reminders.schemas import NoticeQuery, NoticeSchema, NoticesRead, NoticesSeen
from kamfield.web.blueprint import Blueprint

blueprint = Blueprint("notices", __name__, description="What you are reminded of, in the app")


@blueprint.list("/notices", NoticeQuery, NoticeSchema, sorts=queries.SORTS, usual="-told_at")
def list_notices(work: Work, query: dict[str, Any]) -> Select[Notice]:
    """What you were reminded of in the last 30 days, the latest first; also what joined a mail, or waits for one.

    `?done=false&read=false` is what still asks for something and you have not seen. Phones have them as the table
    `notices`.
    """
    return queries.matching(work.user, **query)


@blueprint.get("/notices/<id:notice_id>", NoticeSchema)
def read_notice(work: Work, notice_id: str) -> Select[Notice]:
    """One of them."""
    return queries.by_id(work.user, notice_id)


@blueprint.post("/notices/readings", NoticesSeen, NoticesRead)
def mark_notices_read(work: Work, body: dict[str, Any]) -> dict[str, int]:
    """Say that you have seen all that you were told `until` then: the `told_at` of the newest one you show.

    What was told meanwhile stays unread, and a second time changes nothing. A phone without a line writes `read_at`
    into each row it shows; the first time counts.
    """
    return {"marked": len(actions.read_until(work, body["until"]))}


@blueprint.post("/notices/<id:notice_id>/reading", None, NoticeSchema)
def mark_notice_read(work: Work, notice_id: str) -> Notice:
    """Say that you have seen it. A second time changes nothing."""
    return actions.read(work, notice_id)
