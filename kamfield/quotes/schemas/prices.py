"""Asking for a price and deciding about it, on the wire."""

from typing import Any, ClassVar

from marshmallow import fields

from kamfield.web import fields as ours
from kamfield.web.schema import Input


def _version_read() -> fields.Field[Any]:
    return ours.Whole(
        1, load_default=None, allow_none=True, metadata={"description": "The version you read: 412 when it changed."}
    )


class PriceRequest(Input):
    """Why the client should get it."""

    comment = ours.Text(2000, allow_none=True)

    example: ClassVar[dict[str, Any]] = {"comment": "Entry into their second plant; the competitor is at 12 percent."}


class PriceApproval(Input):
    """Yes, to the price as you read it."""

    comment = ours.Text(2000, allow_none=True)
    version = _version_read()

    example: ClassVar[dict[str, Any]] = {"comment": "For this order only.", "version": 5}


class PriceRefusal(Input):
    """No, and why."""

    reason = ours.Text(2000, required=True)
    version = _version_read()

    example: ClassVar[dict[str, Any]] = {"reason": "Below cost: offer the longer delivery time instead.", "version": 5}
