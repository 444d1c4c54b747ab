"""A phone in Python: what the real WatermelonDB 0.28 does to rows, and the sync loop that apps get.

`tests/sync/test_simulated_phone.py` holds it against the real library; the property tests use it because a hundred
phones cost nothing.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

Row = dict[str, Any]
Changes = dict[str, dict[str, list[Any]]]
Send = Callable[[str, str, Any], tuple[int, Any]]  # method, path, body → status, answer; raises NoAnswer

CONFLICT = 409
MOST_ROUNDS = 6


class NoAnswer(Exception):
    """The request or its answer was lost on the way."""


class Refused(Exception):
    """The server answered with this status."""

    def __init__(self, status: int, answer: Any) -> None:
        super().__init__(status, answer)
        self.status = status


class Unusable(Exception):
    """An answer that the library throws at: nothing of it is applied."""


class PullFirst(Exception):
    """The phone may not push before it has pulled."""


@dataclass
class Phone:
    """Rows by table and id, each with `_status` and `_changed`; `cursor` is where the last pull ended."""

    schema: dict[str, Any]
    send: Send
    page_size: int = 1000
    cursor: int | None = None
    pulled_version: int | None = None
    tables: dict[str, dict[str, Row]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.migrate(self.schema)

    def migrate(self, schema: dict[str, Any]) -> None:
        """The app is updated: new tables are empty, new columns too."""
        self.schema = schema
        self.columns = {table["name"]: table["columns"] for table in schema["tables"]}
        for name in self.columns:
            rows = self.tables.setdefault(name, {})
            for row_id, row in rows.items():
                rows[row_id] = self._clean(name, row)

    # what the app's user does

    def create(self, table: str, row_id: str, **columns: Any) -> None:
        assert row_id not in self.tables[table]
        self.tables[table][row_id] = self._clean(table, {"id": row_id, "_status": "created", **columns})

    def update(self, table: str, row_id: str, **columns: Any) -> None:
        row = self.tables[table][row_id]
        assert row["_status"] != "deleted"
        wanted = self._clean(table, row | columns)
        changed = [name for name in columns if wanted[name] != row[name]]
        row |= {name: wanted[name] for name in changed}
        if changed:
            row["_changed"] = ",".join(dict.fromkeys([*filter(None, row["_changed"].split(",")), *changed]))
            row["_status"] = "created" if row["_status"] == "created" else "updated"

    def delete(self, table: str, row_id: str) -> None:
        self.tables[table][row_id]["_status"] = "deleted"

    def live(self, table: str) -> dict[str, Row]:
        return {row_id: row for row_id, row in self.tables[table].items() if row["_status"] != "deleted"}

    def unsent(self) -> Iterator[tuple[str, Row]]:
        for table, rows in self.tables.items():
            yield from ((table, row) for row in rows.values() if row["_status"] != "synced")

    # the loop of kamfield/sync/templates/synchronize.ts

    def sync(self) -> None:
        for _ in range(MOST_ROUNDS):
            self._push_first()
            while self._pull():
                pass
            if not any(self.unsent()):
                return
        raise Refused(CONFLICT, "still pending")

    def sync_plainly(self) -> None:
        """As the library's guide has it: pull, push, again after a conflict."""
        for _ in range(MOST_ROUNDS):
            self.apply(self._asked(self._query()))
            try:
                return self._push()
            except Refused as refused:
                if refused.status != CONFLICT:
                    raise
        raise Refused(CONFLICT, "conflicts in a row")

    def _push_first(self) -> None:
        behind = self.pulled_version is not None and self.pulled_version < self.schema["version"]
        if self.cursor is None or behind:
            return
        try:
            self._push()
        except Refused as refused:
            if refused.status != CONFLICT:
                raise

    def _pull(self) -> bool:
        paged = "" if self._migration() else f"&page_size={self.page_size}"
        answer = self._asked(self._query() + paged)
        self._keep_unsent(answer)
        self.apply(answer)
        return bool(answer.get("has_more"))

    def _keep_unsent(self, answer: Any) -> None:
        for table, changes in answer["changes"].items():
            edited = {key: row for key, row in self.tables.get(table, {}).items() if row["_status"] == "updated"}
            changes["deleted"] = [row_id for row_id in changes["deleted"] if row_id not in edited]
            if answer.get("experimentalStrategy") == "replacement":
                told = {row["id"] for row in changes["updated"]}
                changes["updated"] += [_bare(row) for key, row in edited.items() if key not in told]

    # the library

    def apply(self, answer: Any) -> None:
        """A pulled answer, all of it or nothing."""
        if isinstance(answer["timestamp"], bool) or not isinstance(answer["timestamp"], int) or answer["timestamp"] < 1:
            raise Unusable("timestamp")
        rows = [row for table in answer["changes"].values() for row in table["created"] + table["updated"]]
        if any("id" not in row or "_status" in row or "_changed" in row for row in rows):
            raise Unusable("raw record")
        replaces = answer.get("experimentalStrategy") == "replacement"
        for table, changes in answer["changes"].items():
            if table in self.tables:
                self._apply_to(table, changes, replaces)
        if self.cursor is None or self._migration():
            self.pulled_version = self.schema["version"]
        self.cursor = answer["timestamp"]

    def _apply_to(self, table: str, changes: dict[str, list[Any]], replaces: bool) -> None:
        rows, told = self.tables[table], changes["created"] + changes["updated"]
        kept = {remote["id"] for remote in told} if replaces else set()
        gone = set(changes["deleted"])
        if replaces:
            gone |= {key for key, row in rows.items() if key not in kept and row["_status"] != "created"}
        before = dict(rows)
        for remote in told:
            local = before.get(remote["id"])
            if local is None:
                rows[remote["id"]] = self._clean(table, remote | {"_status": "synced"})
            elif local["_status"] != "deleted":
                rows[remote["id"]] = self._clean(table, local | remote | _own(local))
        for row_id in gone & before.keys():
            del rows[row_id]

    def changes(self) -> Changes:
        """What a push holds: every table, whole rows, with the library's marks."""
        found: Changes = {}
        for table, rows in self.tables.items():
            by = {status: [dict(row) for row in rows.values() if row["_status"] == status] for status in _UNSENT}
            gone = [row_id for row_id, row in rows.items() if row["_status"] == "deleted"]
            found[table] = {"created": by["created"], "updated": by["updated"], "deleted": gone}
        return found

    def pushed(self, changes: Changes) -> None:
        """The server said yes: what was not edited meanwhile is synced, what was deleted is gone."""
        for table, sent in changes.items():
            rows = self.tables[table]
            for row in sent["created"] + sent["updated"]:
                if rows.get(row["id"]) == row:
                    rows[row["id"]] = row | {"_status": "synced", "_changed": ""}
            for row_id in sent["deleted"]:
                rows.pop(row_id, None)

    def _push(self) -> None:
        changes = self.changes()
        if any(one for sent in changes.values() for one in sent.values()):
            self._ask("POST", f"/sync?last_pulled_at={self.cursor}", changes)
            self.pushed(changes)

    def _asked(self, query: str) -> Any:
        return self._ask("GET", f"/sync?{query}", None)

    def _ask(self, method: str, path: str, body: Any) -> Any:
        status, answer = self.send(method, path, json.loads(json.dumps(body)))
        if status >= 300:
            raise Refused(status, answer)
        return answer

    def _query(self) -> str:
        said = f"last_pulled_at={self.cursor or 0}&schema_version={self.schema['version']}"
        migration = self._migration()
        return said + (f"&migration={json.dumps(migration)}" if migration else "")

    def _migration(self) -> Any:
        if self.pulled_version is None or self.pulled_version == self.schema["version"]:
            return None
        later = [one for one in self.schema["migrations"] if one["to_version"] > self.pulled_version]
        steps = [step for one in later for step in one["steps"]]
        new = [step["name"] for step in steps if step["step"] == "create_table"]
        added = [
            {"table": step["name"], "columns": [column["name"] for column in step["columns"]]}
            for step in steps
            if step["step"] == "add_columns" and step["name"] not in new
        ]
        return {"from": self.pulled_version, "tables": new, "columns": added}

    def _clean(self, table: str, row: Row) -> Row:
        marks = {"id": row["id"], "_status": row["_status"], "_changed": row.get("_changed", "")}
        return marks | {column["name"]: _typed(row.get(column["name"]), column) for column in self.columns[table]}


_UNSENT = ("created", "updated")
_EMPTY = {"string": "", "number": 0, "boolean": False}


def _own(local: Row) -> Row:
    changed = [name for name in local["_changed"].split(",") if name]
    return {name: local[name] for name in ("id", "_status", "_changed", *changed)}


def _bare(row: Row) -> Row:
    return {name: value for name, value in row.items() if not name.startswith("_")}


def _typed(value: Any, column: dict[str, Any]) -> Any:
    """What is of the wrong type is silently emptied."""
    kind = column["type"]
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if kind == "boolean" and number and value in (0, 1):
        return bool(value)
    fits = {"string": isinstance(value, str), "boolean": isinstance(value, bool), "number": number}[kind]
    return value if fits else (None if column["optional"] else _EMPTY[kind])
