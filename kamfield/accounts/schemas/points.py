"""Points on the wire: given in one of three datums, shown in all of them."""

from typing import Any, ClassVar

from marshmallow import ValidationError, fields, validate

from kamfield.core.texts import N_
from kamfield.geo.point import Datum, NotOnEarth, Point, from_wgs84
from kamfield.web import fields as ours
from kamfield.web.said import Said
from kamfield.web.schema import Input, Schema

NOT_A_POINT = Said("not-a-point", N_("This must be latitude and longitude in degrees, such as 31.23,121.47."))


class Near(fields.String):
    """`latitude,longitude` in the address of a list."""

    def _deserialize(self, value: Any, *rest: Any, **options: Any) -> Any:
        text = super()._deserialize(value, *rest, **options)
        try:
            latitude, longitude = (float(part) for part in text.split(","))
            point = Point(latitude, longitude)
        except (ValueError, NotOnEarth):
            raise ValidationError(NOT_A_POINT) from None
        return point


class DegreesSchema(Schema):
    """Latitude and longitude in degrees."""

    latitude = fields.Float(required=True)
    longitude = fields.Float(required=True)

    example: ClassVar[dict[str, Any]] = {"latitude": 31.24, "longitude": 121.49}


class PointsSchema(Schema):
    """One point as GPS means it (`wgs84`) and as Chinese map services mean it (`gcj02`, `bd09`)."""

    wgs84 = fields.Nested(DegreesSchema, required=True)
    gcj02 = fields.Nested(DegreesSchema, required=True)
    bd09 = fields.Nested(DegreesSchema, required=True)

    example: ClassVar[dict[str, Any]] = {
        "wgs84": {"latitude": 31.24, "longitude": 121.49},
        "gcj02": {"latitude": 31.238024, "longitude": 121.494585},
        "bd09": {"latitude": 31.244001, "longitude": 121.501034},
    }


class Points(fields.Nested):
    """The point of a row's `latitude` and `longitude` in every datum; null while there is none."""

    def __init__(self, **options: Any) -> None:
        super().__init__(PointsSchema, allow_none=True, **options)

    def serialize(self, attr: str, obj: Any, *_rest: Any, **_options: Any) -> dict[str, dict[str, float]] | None:
        """From the row's two columns."""
        if obj.latitude is None or obj.longitude is None:
            return None
        point = Point(obj.latitude, obj.longitude)
        pairs = {datum.value: from_wgs84(point, datum) for datum in Datum}
        return {
            name: {"latitude": round(latitude, 7), "longitude": round(longitude, 7)}
            for name, (latitude, longitude) in pairs.items()
        }


class GivenPoint(Input):
    """A point with the datum it is counted from."""

    latitude = ours.Latitude(required=True)
    longitude = ours.Longitude(required=True)
    datum = ours.Choice(Datum, load_default=Datum.WGS84)

    example: ClassVar[dict[str, Any]] = {"latitude": 31.238024, "longitude": 121.494585, "datum": "gcj02"}


class CorrectedPoint(GivenPoint):
    """A point taken on the spot, and how exact the phone says it is."""

    accuracy_metres = fields.Float(required=True, validate=validate.Range(0, 100_000))

    example: ClassVar[dict[str, Any]] = {"latitude": 31.24, "longitude": 121.49, "datum": "wgs84", "accuracy_metres": 8}
