"""A phone's push in one line: `push(api.li, visits=[{"id": …}])`."""

from typing import Any

from werkzeug.test import TestResponse

from tests.api import Caller


def push(
    phone: Caller,
    cursor: int | None = None,
    *,
    updated: dict[str, list[dict[str, Any]]] | None = None,
    deleted: dict[str, list[str]] | None = None,
    **created: list[dict[str, Any]],
) -> TestResponse:
    """Sends what a phone has: rows it made by the name of their table, and what it changed or deleted.

    Unless a cursor is given, the phone has just pulled.
    """
    cursor = pulled(phone)["timestamp"] if cursor is None else cursor
    tables = {*created, *(updated or {}), *(deleted or {})}
    changes = {
        name: {
            "created": created.get(name, []),
            "updated": (updated or {}).get(name, []),
            "deleted": (deleted or {}).get(name, []),
        }
        for name in tables
    }
    return phone.post(f"/sync?last_pulled_at={cursor}", json=changes)


def pulled(phone: Caller, cursor: int | None = None) -> dict[str, Any]:
    """What a phone hears of since a cursor; without one everything."""
    answer = phone.get(f"/sync?last_pulled_at={'null' if cursor is None else cursor}")
    assert answer.status_code == 200, answer.json
    told: dict[str, Any] = answer.json
    return told


def issues_of(phone: Caller) -> list[dict[str, Any]]:
    """What could not be taken over, the latest first."""
    items: list[dict[str, Any]] = phone.get("/sync/issues").json["items"]  # type: ignore[index]
    return items
