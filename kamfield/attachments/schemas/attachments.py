"""Attachments as JSON: what is said of a photo or file, never its bytes."""

from typing import Any, ClassVar

from marshmallow import fields, validate

from kamfield.attachments.rules import LARGEST_BYTES, Refusal, State
from kamfield.core.names import Named
from kamfield.core.texts import N_
from kamfield.web import fields as ours
from kamfield.web.paging import ListQuery
from kamfield.web.said import Said
from kamfield.web.schema import Input, Schema

_PLAIN_NAME = validate.Regexp(
    r"\A[^\x00-\x1f\x7f/\\]+\Z", error=Said("not-a-file-name", N_("A file name has no slashes and no control signs."))
)
_MEDIA_TYPE = validate.Regexp(
    r"\A[a-z0-9][a-z0-9.+-]{0,60}/[a-z0-9][a-z0-9.+-]{0,100}\Z",
    error=Said("not-a-media-type", N_("This is not a media type in small letters, such as image/jpeg.")),
)
_SHA256 = validate.Regexp(
    r"\A[0-9a-f]{64}\Z", error=Said("not-a-checksum", N_("This is not a SHA-256 in 64 small hexadecimal digits."))
)


class AttachmentSchema(Schema):
    """A photo or file; `state` says whether its bytes are here."""

    id = ours.Id(required=True)
    version = fields.Integer(required=True)
    account_id = ours.Id(required=True)
    subject_kind = fields.String(required=True)
    subject_id = ours.Id(required=True)
    author_id = ours.Id(required=True)
    author_name = ours.NameOf(Named.USER)
    file_name = fields.String(required=True)
    media_type = fields.String(required=True)
    size_bytes = fields.Integer(required=True, allow_none=True)
    checksum = fields.String(required=True, allow_none=True)
    taken_at = ours.Instant(required=True, allow_none=True)
    latitude = fields.Float(required=True, allow_none=True)
    longitude = fields.Float(required=True, allow_none=True)
    caption = fields.String(required=True)
    state = ours.Choice(State, required=True)
    refusal = ours.Choice(Refusal, required=True, allow_none=True)
    stored_at = ours.Instant(required=True, allow_none=True)
    created_at = ours.Instant(required=True)
    updated_at = ours.Instant(required=True)

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a33",
        "version": 2,
        "account_id": "0199a7c2-7b1e-7c3a-8f55-000000000010",
        "subject_kind": "account",
        "subject_id": "0199a7c2-7b1e-7c3a-8f55-000000000010",
        "author_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a11",
        "author_name": "Li Na",
        "file_name": "货架.jpg",
        "media_type": "image/jpeg",
        "size_bytes": 2481133,
        "checksum": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "taken_at": "2026-03-02T01:15:00Z",
        "latitude": 31.2304,
        "longitude": 121.4737,
        "caption": "",
        "state": "stored",
        "refusal": None,
        "stored_at": "2026-03-02T02:00:00Z",
        "created_at": "2026-03-02T01:20:00Z",
        "updated_at": "2026-03-02T02:00:00Z",
    }


class AttachmentQuery(ListQuery):
    """Filters of the list of attachments."""

    account_id = ours.Id()
    subject_kind = ours.Text(40, metadata={"description": "`account`, `visit`, `report`, …"})
    subject_id = ours.Id()
    author_id = ours.Id()
    state = ours.Choice(State)


class AttachmentDraft(Input):
    """What a phone knows when the photo is taken. Size and checksum, when given, are held against the bytes."""

    id = ours.Id(metadata={"description": "Made by the phone, so that the upload can name it before this arrives."})
    account_id = ours.Id(required=True)
    subject_kind = ours.Text(40, required=True, metadata={"description": "`account`, `visit`, `report`, …"})
    subject_id = ours.Id(required=True, metadata={"description": "May be known to the phone only, so far."})
    file_name = ours.Text(200, required=True, checks=[_PLAIN_NAME])
    media_type = ours.Text(120, required=True, checks=[_MEDIA_TYPE])
    size_bytes = ours.Whole(0, LARGEST_BYTES, load_default=None, allow_none=True)
    checksum = fields.String(load_default=None, allow_none=True, validate=_SHA256)
    taken_at = ours.Instant(load_default=None, allow_none=True)
    latitude = ours.Latitude(load_default=None, allow_none=True)
    longitude = ours.Longitude(load_default=None, allow_none=True)
    caption = ours.LongText(2000, load_default="")

    example: ClassVar[dict[str, Any]] = {
        name: AttachmentSchema.example[name]
        for name in (
            "id", "account_id", "subject_kind", "subject_id", "file_name", "media_type", "size_bytes", "checksum",
            "taken_at", "latitude", "longitude", "caption",
        )
    }  # fmt: skip


class AttachmentChange(Input):
    """What may be put right afterwards."""

    file_name = ours.Text(200, checks=[_PLAIN_NAME])
    caption = ours.LongText(2000)

    example: ClassVar[dict[str, Any]] = {"caption": "竞争对手的新货架"}
