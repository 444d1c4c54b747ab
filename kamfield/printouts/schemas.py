"""What crosses the wire about printouts."""

from enum import StrEnum
from typing import Any, ClassVar

from marshmallow import fields

from kamfield.web import fields as ours
from kamfield.web.schema import Input, Schema


class FileForm(StrEnum):
    """The kinds of file."""

    XLSX = "xlsx"


class PlanExportQuery(Schema):
    """Which kind of file, in which language."""

    format = ours.Choice(FileForm, load_default=FileForm.XLSX)
    language = ours.Locale(metadata={"description": "Yours, unless you say otherwise."})

    example: ClassVar[dict[str, Any]] = {"format": "xlsx", "language": "zh-CN"}


class PrintLinkDraft(Input):
    """In which language the page is."""

    language = ours.Locale(metadata={"description": "Yours, unless you say otherwise."})

    example: ClassVar[dict[str, Any]] = {"language": "zh-CN"}


class PrintLinkSchema(Schema):
    """A link that shows the page without signing in, to whoever has it."""

    url = fields.String(required=True)
    expires_at = ours.Instant(required=True)

    example: ClassVar[dict[str, Any]] = {
        "url": "https://kamfield.example.com/plans/0199a7c2-7b1e-7c3a-8f55-2c1f3f0f7001/print?language=en&ticket=eyJ…",
        "expires_at": "2026-03-02T02:10:00Z",
    }
