"""Of a name that does not exist: which one was probably meant."""

from collections.abc import Iterable
from difflib import get_close_matches

from kamfield.core.texts import N_
from kamfield.web.said import UNKNOWN, UNKNOWN_PARAMETER, Said
from kamfield.web.schema import Schema, inner_schema

ALIKE = 0.7  # `nmae` finds `name`; less alike only with a word in common: `role` finds `buying_role`
AKIN = 0.5
LONGEST = 60  # of a name worth comparing


def field_like(schema: Schema, pointer: str) -> Said:
    """What to say of an unknown field at this place of a body."""
    *way, name = pointer.split("/")[1:]
    inner: Schema | None = schema
    for step in way:
        if inner is not None and not step.isdecimal():
            field = next((one for key, one in inner.load_fields.items() if (one.data_key or key) == step), None)
            inner = inner_schema(field) if field is not None else None
    return _with(UNKNOWN, N_("There is no such field. Is “%(name)s” meant?"), _nearest(name, inner))


def parameter_like(schema: Schema, name: str) -> Said:
    """What to say of an unknown parameter of a query."""
    text = N_("There is no such parameter here. Is “%(name)s” meant?")
    return _with(UNKNOWN_PARAMETER, text, _nearest(name, schema))


def _nearest(name: str, schema: Schema | None) -> Iterable[str]:
    known = [one.data_key or key for key, one in schema.load_fields.items()] if schema is not None else []
    words = set(name.split("_"))
    akin = [one for one in known if words & set(one.split("_"))]
    found = get_close_matches(name[:LONGEST], known, n=1, cutoff=ALIKE)
    return found or get_close_matches(name[:LONGEST], akin, n=1, cutoff=AKIN)


def _with(said: Said, text: str, found: Iterable[str]) -> Said:
    return next((Said(said.code, text, name=name) for name in found), said)
