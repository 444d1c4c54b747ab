"""A phone that only pulls, and keeps what it got as the real client would."""

from dataclasses import dataclass, field
from typing import Any

from tests.api import Caller

Rows = dict[str, dict[str, Any]]


@dataclass
class Puller:
    """`rows` by table and id; `last` is the answer of the last pull, `told` what it changed."""

    caller: Caller
    rows: dict[str, Rows] = field(default_factory=dict)
    cursor: int | None = None
    last: dict[str, Any] = field(default_factory=dict)

    def pull(self, **parameters: Any) -> dict[str, Any]:
        """Pulls once and applies the answer; returns what it changed, without the empty tables."""
        asked = {"last_pulled_at": "null" if self.cursor is None else self.cursor} | parameters
        answer = self.caller.get("/sync", query_string=asked)
        assert answer.status_code == 200, answer.text
        self.last = answer.json
        if "experimentalStrategy" in self.last:
            self.rows = {}
        for table, lists in self.last["changes"].items():
            kept = self.rows.setdefault(table, {})
            assert lists["created"] == []
            kept.update({row["id"]: row for row in lists["updated"]})
            for row_id in lists["deleted"]:
                kept.pop(row_id, None)
        self.cursor = self.last["timestamp"]
        return told(self.last)

    def ids(self, table: str) -> set[str]:
        """What it holds of a table."""
        return set(self.rows.get(table, {}))


def told(answer: dict[str, Any]) -> dict[str, Any]:
    """`{"visits": (ids updated, ids deleted)}` of the tables in which there was anything, ids sorted."""
    changes = answer["changes"]
    return {
        table: (sorted(row["id"] for row in lists["updated"]), sorted(lists["deleted"]))
        for table, lists in changes.items()
        if lists["updated"] or lists["deleted"]
    }
