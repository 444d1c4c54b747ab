"""The base of all schemas: marshmallow describes and validates, a function made from its fields dumps.

`Schema.dump` costs several times what the values are worth; an answer of many rows goes through one generated
function instead. A field it does not know serializes itself, so marshmallow stays the single contract.
"""

from collections.abc import Callable, Iterable
from types import SimpleNamespace
from typing import Any, ClassVar, cast

import marshmallow as ma
import orjson
from marshmallow import fields

from kamfield.core.money import money_text
from kamfield.core.names import Names
from kamfield.web import fields as ours
from kamfield.web import said as said  # teaches marshmallow our sentences before a schema is built

Dump = Callable[[Any, Names], dict[str, Any]]

NOBODY_NAMED: Names = {}

_OWN_WAY = (ours.Month, ours.Told)
_DAYS = (ours.Day, fields.Date)
_AS_IT_IS = (fields.String, fields.Integer, fields.Boolean, fields.Float)


class Schema(ma.Schema):
    """What crosses the wire. `example` is shown in the document and checked against the schema by a test."""

    example: ClassVar[dict[str, Any]] = {}

    class Meta:
        ordered = True

    def dump(self, obj: Any, *, many: bool | None = None, names: Names = NOBODY_NAMED) -> Any:
        """One object, row or dict, or a list of them, as plain values; `names` are told beside the ids."""
        if self.many if many is None else many:
            return [self.dump(one, many=False, names=names) for one in obj]
        return self.writer()(SimpleNamespace(**obj) if isinstance(obj, dict) else obj, names)

    def writer(self) -> Dump:
        """The generated function for one object."""
        found: Dump | None = self.__dict__.get("_writer")
        if found is None:
            found = self.__dict__["_writer"] = _generate(self.dump_fields)
        return found

    def write_many(self, rows: Iterable[Any], names: Names = NOBODY_NAMED) -> list[dict[str, Any]]:
        """Many rows for `packed`: instants and days are left for orjson to write, which does it ten times as fast."""
        found: Dump | None = self.__dict__.get("_row_writer")
        if found is None:
            found = self.__dict__["_row_writer"] = _generate(self.dump_fields, leave=(ours.Instant, *_DAYS))
        return [found(row, names) for row in rows]


def packed(content: Any) -> bytes:
    """As JSON; an instant in UTC ends in Z, here as in `dump`."""
    return orjson.dumps(content, option=orjson.OPT_UTC_Z)


def _generate(dumped: dict[str, fields.Field[Any]], leave: tuple[type, ...] = ()) -> Dump:
    names: dict[str, Any] = {"get_value": ma.utils.get_value, "money_text": money_text}
    parts = []
    for number, (name, field) in enumerate(dumped.items()):
        names[f"f{number}"] = inner_schema(field) or field
        value = field.attribute or name
        written = f"o.{value}" if type(field) in leave else _expression(field, value, number)
        parts.append(f"{(field.data_key or name)!r}: {written}")
    source = f"lambda o, n: {{{', '.join(parts)}}}"
    found: Dump = eval(source, names)  # noqa: S307  built from our own field names only
    return found


def _expression(field: fields.Field[Any], attribute: str, number: int) -> str:
    if isinstance(field, ours.NameOf):
        return f"getattr(o, {attribute!r}, None) or n.get({field.kind.value!r}, {{}}).get(o.{field.beside})"
    if inner_schema(field):
        many = isinstance(field, fields.List)
        return f"f{number}.dump(v, many={many}, names=n) if (v := o.{attribute}) is not None else None"
    if not attribute.isidentifier() or field.dump_default is not ma.missing or isinstance(field, _OWN_WAY):
        return f"f{number}.serialize({attribute!r}, o)"
    if isinstance(field, ours.Instant):
        return f"v.isoformat().replace('+00:00', 'Z') if (v := o.{attribute}) is not None else None"
    if type(field) in _DAYS:
        return f"v.isoformat() if (v := o.{attribute}) is not None else None"
    if isinstance(field, ours.Amount):
        currency = f"o.{field.currency}" if field.currency else None
        return f"money_text(v, {currency}) if (v := o.{attribute}) is not None else None"
    if type(field) is fields.List and type(field.inner) is fields.String:
        return f"o.{attribute}"
    if isinstance(field, fields.Nested | fields.List | fields.Method | fields.Function | fields.Mapping):
        return f"f{number}.serialize({attribute!r}, o)"
    if isinstance(field, _AS_IT_IS):
        return f"o.{attribute}"
    return f"f{number}.serialize({attribute!r}, o)"


def inner_schema(field: fields.Field[Any]) -> Schema | None:
    """The schema of a nested object, or of the objects in a list."""
    inner = field.inner if type(field) is fields.List else field
    return cast(Schema, inner.schema) if type(inner) is fields.Nested else None


class Input(Schema):
    """What a client sends as JSON. A field it may not know is refused rather than dropped."""

    of_json = True

    class Meta:
        unknown = ma.RAISE
        ordered = True


class Problems(Schema):
    """An error, as RFC 9457 writes it."""

    class Meta:
        unknown = ma.INCLUDE  # a kind of problem may say more, such as `candidates`
        ordered = True

    type = fields.String(required=True, metadata={"description": "A URI reference that names the kind of problem."})
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True, metadata={"description": "What went wrong, in the caller's language."})
    code = fields.String(required=True, metadata={"description": "Stable; programs decide by it."})
    request_id = fields.String(metadata={"description": "Tell it to the operator."})
    errors = fields.List(
        fields.Dict(), metadata={"description": "What is wrong where: pointer or parameter, code, detail."}
    )

    example: ClassVar[dict[str, Any]] = {
        "type": "/problems/invalid",
        "title": "Please check the input",
        "status": 422,
        "detail": "Some values cannot be accepted: please mend them.",
        "code": "invalid",
        "request_id": "0199a7c2-7b1e-7c3a-8f55-2c1f3f0f5a11",
        "errors": [{"pointer": "/name", "code": "required", "detail": "This is required."}],
    }
