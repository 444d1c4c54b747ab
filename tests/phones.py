"""Phones with the real WatermelonDB, in one process of Node: `phones.new(…)`, `phone.sync(("push", "lost"))`."""

import json
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

import kamfield.sync
from tests.node import installed

TEMPLATES = Path(kamfield.sync.__file__).parent / "templates"

Fault = tuple[str, str]
Row = dict[str, Any]


@pytest.fixture(scope="session")
def watermelon(request: pytest.FixtureRequest) -> Path:
    """The folder of the installed library."""
    return installed(request.config, "watermelon")


class SyncFailed(Exception):
    """What `sync` of the app threw; `status` is the server's answer, 0 when there was none."""

    def __init__(self, failed: dict[str, Any]) -> None:
        super().__init__(f"{failed['text']} {failed['stack']}")
        self.status: int = failed["status"]
        self.code: str = failed["code"]


class Phones:
    """The process; it holds as many phones as are asked for, and they may be busy at the same time."""

    def __init__(self, client: Path) -> None:
        command = ["node", "phones.cjs", str(TEMPLATES)]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, cwd=client, stdin=pipe, stdout=pipe, text=True)
        self.asked = 0
        self.answers: dict[int, dict[str, Any]] = {}

    def new(self, name: str, schema: dict[str, Any], address: str, token: str, **settings: Any) -> "Phone":
        """A phone on which the app was just installed; without `page_size` the app's own."""
        phone = Phone(self, name)
        phone.call("new", schema=schema, address=address, token=token, **settings)
        return phone

    def send(self, **asked: Any) -> int:
        """Lets a phone begin something; `answer` waits for its end."""
        self.asked += 1
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps({"n": self.asked, **asked}) + "\n")
        self.process.stdin.flush()
        return self.asked

    def answer(self, number: int) -> Any:
        """What came of it, or `SyncFailed`."""
        assert self.process.stdout is not None
        while number not in self.answers:
            line = self.process.stdout.readline()
            assert line, f"the phones' process ended with {self.process.wait()}"
            said = json.loads(line)
            self.answers[said["n"]] = said
        said = self.answers.pop(number)
        if "failed" in said:
            raise SyncFailed(said["failed"])
        return said["done"]

    def close(self) -> None:
        """Ends the process."""
        self.process.communicate(timeout=20)


@dataclass
class Phone:
    """One phone. Rows are as the app's database has them, with `_status` and `_changed`."""

    phones: Phones
    name: str
    made: int = field(default=0)

    def call(self, command: str, **asked: Any) -> Any:
        return self.phones.answer(self.phones.send(do=command, phone=self.name, **asked))

    def create(self, table: str, row_id: str | None = None, **columns: Any) -> str:
        """A new row; returns its id."""
        self.made += 1
        row_id = row_id or f"{self.name}.{table}.{self.made}"
        self.write([{"kind": "create", "table": table, "id": row_id, "columns": columns}])
        return row_id

    def update(self, table: str, row_id: str, **columns: Any) -> None:
        self.write([{"kind": "update", "table": table, "id": row_id, "columns": columns}])

    def delete(self, table: str, row_id: str) -> None:
        self.write([{"kind": "delete", "table": table, "id": row_id}])

    def write(self, rows: Iterable[Row]) -> None:
        """Several changes in one transaction of the phone."""
        self.call("write", rows=list(rows))

    def sync(self, *faults: Fault, plain: bool = False) -> dict[str, int]:
        """`plain` is the way of the library's guide, without push first and without pages."""
        outcome = self.call("sync", faults=faults, plain=plain)
        return outcome or {}

    def begin_sync(self, *faults: Fault) -> int:
        """Begins a sync beside others; `phones.answer` waits for its end."""
        return self.phones.send(do="sync", phone=self.name, faults=faults)

    def rows(self, table: str) -> dict[str, Row]:
        return dict(self.tables()[table])

    def tables(self) -> dict[str, dict[str, Row]]:
        found: dict[str, dict[str, Row]] = self.call("dump")
        return found

    def holds(self) -> dict[str, dict[str, Row]]:
        """The same without the library's marks and without empty tables: for comparing phones."""
        bare = {table: {key: _bare(row) for key, row in rows.items()} for table, rows in self.tables().items()}
        return {table: rows for table, rows in bare.items() if rows}

    def pending(self) -> int:
        return int(self.call("pending"))

    def migrate(self, schema: dict[str, Any]) -> None:
        """The app is updated and opened again."""
        self.call("migrate", schema=schema)

    def now_has(self, **settings: Any) -> None:
        """Another token, address or page size; `offline=True`."""
        self.call("set", **settings)

    def told(self) -> dict[str, set[str]]:
        """The ids of every row that the server ever told to this phone."""
        return {table: set(ids) for table, ids in self.call("seen")["told"].items()}

    def requests(self) -> list[dict[str, Any]]:
        """What it asked the server: `at` (push or pull), `status`, `size` of the answer."""
        return list(self.call("seen")["requests"])


def _bare(row: Row) -> Row:
    return {name: value for name, value in row.items() if name not in {"_status", "_changed"}}
