"""Names for the ids of an answer: all of them in one statement, however many rows it has."""

from collections.abc import Callable, Collection, Mapping
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, String, bindparam, literal, union_all
from sqlalchemy.orm import Session

Rows = Select[*tuple[Any, ...]]
Names = Mapping[str, Mapping[str, str]]  # what is named → id → name


class Named(StrEnum):
    """What an id in an answer may mean, and what is told beside it."""

    USER = "user"
    ACCOUNT = "account"
    CONTACT = "contact"
    CONTACT_TITLE = "contact_title"
    OPPORTUNITY = "opportunity"
    PLACE = "place"
    QUOTE = "quote"
    QUOTE_TITLE = "quote_title"


Registry = Mapping[Named, Callable[[Any], Rows]]


def names_of(db: Session, registry: Registry, ids: Mapping[Named, Collection[str]]) -> Names:
    """The names of these ids; one that is not known has none."""
    kinds = tuple((kind, registry[kind]) for kind in sorted(ids) if ids[kind])
    if not kinds:
        return {}
    found: dict[str, dict[str, str]] = {kind: {} for kind, _ in kinds}
    for one, name, kind in db.execute(_all_of(kinds), {kind: list(ids[kind]) for kind, _ in kinds}):
        found[kind][one] = name
    return found


@lru_cache(100)
def _all_of(kinds: tuple[tuple[Named, Callable[[Any], Rows]], ...]) -> Any:
    """The statement that asks for all kinds at once."""
    each = [
        named(bindparam(kind, expanding=True, type_=String)).add_columns(literal(str(kind)).label("kind"))
        for kind, named in kinds
    ]
    return union_all(*each)
