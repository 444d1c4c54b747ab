"""Which names an answer needs: found by walking it along its schema, looked up in one statement."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache, partial
from typing import Any

from kamfield.core.names import Named, Names, names_of
from kamfield.core.work import Actor, Work
from kamfield.web import fields as ours
from kamfield.web.schema import Schema, inner_schema

_Wanted = defaultdict[Named, set[str]]


def names_for(work: Work, schema: Schema, answers: Iterable[Any]) -> Names:
    """The names that stand beside the ids of these answers. What a row brings along itself is not looked up."""
    if not _has_names(type(schema)):
        return {}
    wanted: _Wanted = defaultdict(set)
    for one in answers:
        _gather(work.user, schema, one, wanted)
    return names_of(work.db, work.house.names, wanted)


def _gather(user: Actor, schema: Schema, one: Any, wanted: _Wanted) -> None:
    known: Callable[[str], Any] = one.get if isinstance(one, dict) else partial(_attribute, one)
    for name, field in _named(type(schema)):
        row_id = known(field.beside)
        if row_id and not known(name) and (field.told is None or field.told(user, one)):
            wanted[field.kind].add(row_id)
    for name, inner in _inner(type(schema)):
        found = known(name)
        for part in found if isinstance(found, list | tuple) else [found]:
            if part is not None:
                _gather(user, inner, part, wanted)


def _attribute(one: Any, name: str) -> Any:
    return getattr(one, name, None)


@cache
def _named(schema: type[Schema]) -> list[tuple[str, ours.NameOf]]:
    return [(name, field) for name, field in schema().dump_fields.items() if isinstance(field, ours.NameOf)]


@cache
def _inner(schema: type[Schema]) -> list[tuple[str, Schema]]:
    """The parts of an answer in which names stand."""
    inner = [(field.attribute or name, inner_schema(field)) for name, field in schema().dump_fields.items()]
    return [(name, part) for name, part in inner if part and _has_names(type(part))]


@cache
def _has_names(schema: type[Schema]) -> bool:
    return bool(_named(schema) or _inner(schema))
