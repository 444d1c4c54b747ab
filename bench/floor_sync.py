"""The floor of the pulls: the rows after a stamp, as a phone has them, and empty lists for all other tables."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import orjson

from kamfield.sync.rules import SCHEMA_VERSION, TABLES

Rows = Callable[..., list[dict[str, Any]]]

_NAMES = [table.name for table in TABLES]
_VISITS = next(table for table in TABLES if table.name == "visits")
_COLUMNS = ", ".join(["id", *(column.name for column in _VISITS.at(SCHEMA_VERSION))])
_INSTANTS = ("starts_at", "checked_in_at", "checked_out_at", "report_due_at")


def pulled(rows: Rows, cursor: int) -> bytes:
    """All visits with a later stamp; nothing else has one."""
    value = rows("SELECT value FROM sync_clock WHERE id = 1")[0]["value"]
    found = rows(f"SELECT {_COLUMNS} FROM visits WHERE sync_seq > ?", cursor) if value > cursor else []
    for row in found:
        row["urgent"] = bool(row["urgent"])
        row["day"] = str(row["day"])
        if not isinstance(row["missing"], str):
            row["missing"] = orjson.dumps(row["missing"]).decode()
        for name in _INSTANTS:
            if row[name] is not None:
                row[name] = _milliseconds(row[name])
    changes = {name: {"created": [], "updated": found if name == "visits" else [], "deleted": []} for name in _NAMES}
    return orjson.dumps({"changes": changes, "timestamp": value, "has_more": False})


def _milliseconds(value: Any) -> int:
    moment = datetime.fromisoformat(value + "+00:00") if isinstance(value, str) else value
    return int(moment.timestamp() * 1000)
