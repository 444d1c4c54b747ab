"""A phone's push in one line: `push(api.li, visits=[{"id": …}])`."""

from typing import Any

from werkzeug.test import TestResponse

from tests.api import Caller

FAR = 2**39
"""A cursor that nothing was changed after."""


def push(
    phone: Caller,
    cursor: int | None = FAR,
    *,
    updated: dict[str, list[dict[str, Any]]] | None = None,
    deleted: dict[str, list[str]] | None = None,
    **created: list[dict[str, Any]],
) -> TestResponse:
    """Sends what a phone has: rows it made by the name of their table, and what it changed or deleted."""
    tables = {*created, *(updated or {}), *(deleted or {})}
    changes = {
        name: {
            "created": created.get(name, []),
            "updated": (updated or {}).get(name, []),
            "deleted": (deleted or {}).get(name, []),
        }
        for name in tables
    }
    return phone.post(f"/sync?last_pulled_at={cursor if cursor is not None else 'null'}", json=changes)


def issues_of(phone: Caller) -> list[dict[str, Any]]:
    """What could not be taken over, the latest first."""
    items: list[dict[str, Any]] = phone.get("/sync/issues").json["items"]  # type: ignore[index]
    return items
