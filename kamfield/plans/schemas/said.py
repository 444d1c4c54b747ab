"""What a client says about a plan and its lines."""

from typing import Any, ClassVar

from marshmallow import fields

from kamfield.visits.schemas.drafts import OwnVisitDraft
from kamfield.web import fields as ours
from kamfield.web.schema import Input


class PlanDraft(Input):
    """A month to plan."""

    id = ours.Id()
    month = ours.Month(required=True)

    example: ClassVar[dict[str, Any]] = {"month": "2026-04"}


class LineDraft(Input):
    """A visit that is there (`visit_id`), or a new one (`visit`)."""

    id = ours.Id()
    visit_id = ours.Id()
    visit = fields.Nested(OwnVisitDraft)
    opportunity_id = ours.Id(allow_none=True)
    probability = ours.Whole(0, 100, allow_none=True)

    example: ClassVar[dict[str, Any]] = {"visit": OwnVisitDraft.example, "probability": 60}


class LineChange(Input):
    """Another opportunity or probability; no probability takes the opportunity's own."""

    opportunity_id = ours.Id(allow_none=True)
    probability = ours.Whole(0, 100, allow_none=True)

    example: ClassVar[dict[str, Any]] = {"probability": 75}


class Submission(Input):
    """Whether the warnings were read."""

    acknowledged = ours.Flag(load_default=False)

    example: ClassVar[dict[str, Any]] = {"acknowledged": True}


def _version_read() -> fields.Field[Any]:
    return ours.Whole(
        1, load_default=None, allow_none=True, metadata={"description": "The version you read: 412 when it changed."}
    )


class Approval(Input):
    """Yes. What was changed after approval was asked for is approved only with the `stamp` that you read."""

    version = _version_read()
    stamp = ours.Whole(
        0,
        2**53,
        load_default=None,
        allow_none=True,
        metadata={"description": "The plan's `stamp` as you read it: 412 when visits changed since."},
    )

    example: ClassVar[dict[str, Any]] = {"version": 5, "stamp": 1842}


class Acknowledgement(Input):
    """Seen, perhaps with a word to the rep."""

    version = _version_read()
    comment = ours.Text(2000, load_default=None, allow_none=True)

    example: ClassVar[dict[str, Any]] = {"comment": "请尽快补一次拜访。", "version": 1}


class Return(Input):
    """What is to be mended."""

    comment = ours.Text(2000, required=True)
    version = _version_read()

    example: ClassVar[dict[str, Any]] = {"comment": "请先安排A类客户。", "version": 5}


class LineRefusal(Input):
    """Why a line is returned or rejected."""

    comment = ours.Text(1000, required=True)
    version = _version_read()

    example: ClassVar[dict[str, Any]] = {"comment": "上周刚拜访过", "version": 1}
