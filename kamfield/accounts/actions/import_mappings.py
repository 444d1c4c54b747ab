"""Saved column mappings."""

from typing import Any

from kamfield.accounts.models.imports import SavedMapping
from kamfield.accounts.queries import imports as queries
from kamfield.accounts.rules.import_definition import read_mapping
from kamfield.core.work import Work


def add(work: Work, *, name: str, definition: dict[str, Any], shared: bool = False, **columns: Any) -> SavedMapping:
    """A new mapping of one's own; one that cannot be meant is refused with every fault."""
    target = read_mapping(definition).target
    mine = {"user_id": None if work.user.role == "system" else work.user.id}
    mapping = work.add(SavedMapping(name=name, definition=definition, target=target, shared=shared, **mine, **columns))
    work.act("import_mapping.add", mapping)
    return mapping


def change(work: Work, mapping_id: str, version: int | None = None, **columns: Any) -> SavedMapping:
    """Another name or definition. Imports that run have their own copy."""
    mapping = work.one(queries.mapping_by_id(work.user, mapping_id), version=version)
    work.act("import_mapping.change", mapping)
    if "definition" in columns:
        mapping.target = read_mapping(columns["definition"]).target
    for name, value in columns.items():
        setattr(mapping, name, value)
    return mapping


def delete(work: Work, mapping_id: str, version: int | None = None) -> None:
    """Takes a mapping away."""
    mapping = work.one(queries.mapping_by_id(work.user, mapping_id), version=version)
    work.act("import_mapping.delete", mapping)
    mapping.delete(work.now)
