"""Attachments as records: announced, listed, put right, deleted."""

from typing import Any

from sqlalchemy import Select

from kamfield.attachments import actions, queries
from kamfield.attachments.models import Attachment
from kamfield.attachments.schemas.attachments import (
    AttachmentChange,
    AttachmentDraft,
    AttachmentQuery,
    AttachmentSchema,
)
from kamfield.core.work import Work
from kamfield.web.blueprint import Blueprint

blueprint = Blueprint("attachments", __name__, description="Photos and files")


@blueprint.post("/attachments", AttachmentDraft, AttachmentSchema, status=201)
def add_attachment(work: Work, body: dict[str, Any]) -> Attachment:
    """Say that there is a photo or file.

    The order does not matter: this may come before the bytes (then `state` is `awaited`) or after them, and before or
    after the visit or report it belongs to. Sent twice with the same `id` it counts once.
    """
    return actions.add(work, **body)


@blueprint.list("/attachments", AttachmentQuery, AttachmentSchema, sorts=queries.SORTS)
def list_attachments(work: Work, query: dict[str, Any]) -> Select[Attachment]:
    """The photos and files of the accounts you reach, and your own."""
    return queries.matching(work.user, **query)


@blueprint.get("/attachments/<id:attachment_id>", AttachmentSchema)
def read_attachment(work: Work, attachment_id: str) -> Select[Attachment]:
    """What is known of one photo or file."""
    return queries.by_id(work.user, attachment_id)


@blueprint.patch("/attachments/<id:attachment_id>", AttachmentChange, AttachmentSchema)
def change_attachment(work: Work, body: dict[str, Any], version: int | None, attachment_id: str) -> Attachment:
    """Put its caption or file name right."""
    return actions.change(work, attachment_id, version, **body)


@blueprint.delete("/attachments/<id:attachment_id>")
def delete_attachment(work: Work, version: int | None, attachment_id: str) -> None:
    """Delete it with its bytes."""
    actions.delete(work, attachment_id, version)
