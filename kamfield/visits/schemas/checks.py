"""Arriving and leaving on the wire."""

from typing import Any, ClassVar

from marshmallow import fields, validate

from kamfield.core.names import Named
from kamfield.geo.fence import Verdict
from kamfield.geo.point import Datum
from kamfield.visits.rules.codes import CheckKind
from kamfield.web import fields as ours
from kamfield.web.schema import Input, Schema


class ReasonSchema(Schema):
    """Why a check got its verdict."""

    code = fields.String(required=True)
    text = ours.Told(required=True)

    example: ClassVar[dict[str, Any]] = {
        "code": "edge-of-fence",
        "text": "The position was at the edge of the place.",
    }


class CheckSchema(Schema):
    """An arrival or departure and what it is worth. Positions are kept, but not shown around."""

    id = ours.Id(required=True)
    visit_id = fields.String(required=True)
    kind = ours.Choice(CheckKind, required=True)
    device_at = ours.Instant(required=True)
    received_at = ours.Instant(required=True)
    accuracy_metres = fields.Float(required=True, allow_none=True)
    mock = fields.Boolean(required=True)
    verdict = ours.Choice(
        Verdict, required=True, allow_none=True, metadata={"description": "Empty for forms without a place."}
    )
    reasons = fields.List(fields.Nested(ReasonSchema), required=True, attribute="told_reasons")
    place_id = fields.String(required=True, allow_none=True)
    place_name = ours.NameOf(Named.PLACE, allow_none=True)
    metres = fields.Float(
        required=True, allow_none=True, metadata={"description": "From the place that speaks best for the rep."}
    )
    suggests_place = fields.Boolean(
        required=True,
        metadata={"description": "Verified where the archive knows no place: offer to add one (POST …/places)."},
    )

    example: ClassVar[dict[str, Any]] = {
        "id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5e01",
        "visit_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5b00",
        "kind": "in",
        "device_at": "2026-04-08T06:02:00Z",
        "received_at": "2026-04-08T06:02:03Z",
        "accuracy_metres": 18.0,
        "mock": False,
        "verdict": "verified",
        "reasons": [],
        "place_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5d01",
        "place_name": "Gate 2",
        "metres": 42.5,
        "suggests_place": False,
    }


class Checking(Input):
    """What the phone knows when the rep arrives or leaves. Without a position it counts as unverified."""

    id = ours.Id()
    device_at = ours.Instant(metadata={"description": "The phone's clock; now, unless it was offline."})
    latitude = ours.Latitude(load_default=None, allow_none=True)
    longitude = ours.Longitude(load_default=None, allow_none=True)
    accuracy_metres = fields.Float(load_default=None, allow_none=True, validate=validate.Range(-1, 10_000_000))
    mock = ours.Flag(load_default=False)
    datum = ours.Choice(Datum, load_default=Datum.WGS84)

    example: ClassVar[dict[str, Any]] = {
        "device_at": "2026-04-08T14:02:00+08:00",
        "latitude": 31.2401,
        "longitude": 121.4902,
        "accuracy_metres": 18,
        "mock": False,
    }
