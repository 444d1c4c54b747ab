"""Files to import, made up, with the kinds of dirt that real ones have."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from werkzeug.test import TestResponse

from tests.api import Caller

CLINICS: dict[str, Any] = {
    "target": "accounts",
    "region": "US",
    "tags": ["clinic"],
    "unknown": ["NOT AVAILABLE", "-999"],
    "fields": {
        "code": {"column": "ID", "prefix": "US-"},
        "name": {"column": "NAME", "title_case": True},
        "status": {"column": "STATUS", "values": {"OPEN": "active", "CLOSED": "lost"}},
        "industry": "TYPE",
        "place.address": {"columns": ["ADDRESS", "CITY", {"column": "ZIP", "as": "us_zip"}], "join": ", "},
        "place.city": {"column": "CITY", "title_case": True},
        "place.country": {"value": "US"},
        "place.latitude": "LATITUDE",
        "place.longitude": "LONGITUDE",
        "contact.name": {"value": "Switchboard"},
        "contact.phone": "TELEPHONE",
    },
}
COLUMNS = ("ID", "NAME", "STATUS", "TYPE", "ADDRESS", "CITY", "ZIP", "LATITUDE", "LONGITUDE", "TELEPHONE")
GOOD = {
    "ID": "1",
    "NAME": "ST. ELMO'S CLINIC OF RENO",
    "STATUS": "OPEN",
    "TYPE": "GENERAL",
    "ADDRESS": "1 MAIN STREET",
    "CITY": "RENO",
    "ZIP": "89501",
    "LATITUDE": "39.53",
    "LONGITUDE": "-119.81",
    "TELEPHONE": "(775) 982-4100",
}


def clinic(number: int, **cells: str) -> dict[str, str]:
    """A good row of its own; every cell may be named."""
    own = {"ID": str(number), "NAME": f"{_word(number)} CLINIC", "LATITUDE": f"{39 + number % 500 / 10:.4f}"}
    return GOOD | own | {"TELEPHONE": f"(775) 982-{4100 + number}"} | cells


def _word(number: int) -> str:
    """A word per number that looks like no other one."""
    letters = "BCDFGHJKLM"
    return "".join(letters[int(digit)] * 3 for digit in f"{number * 7919 % 100000:05d}")


def as_csv(rows: Sequence[dict[str, str]], encoding: str = "utf-8", columns: Sequence[str] = COLUMNS) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


def save_mapping(caller: Caller, definition: dict[str, Any] = CLINICS, name: str = "Clinics") -> str:
    saved = caller.post("/import-mappings", {"name": name, "definition": definition})
    assert saved.status_code == 201, saved.json
    return saved.json["id"]


def send(caller: Caller, content: bytes, mapping_id: str, **query: Any) -> TestResponse:
    """The file as the body of the request."""
    asked = {"mapping_id": mapping_id, **query}
    return caller.post("/imports", data=content, query_string=asked, headers={"Content-Type": "text/csv"})


def take_in(caller: Caller, worker: Any, content: bytes, mapping_id: str, **query: Any) -> dict[str, Any]:
    """Sends a file, lets the background finish it, and returns the import as it then stands."""
    sent = send(caller, content, mapping_id, **query)
    assert sent.status_code == 202, sent.json
    while worker.run_due():
        pass
    return caller.get(f"/imports/{sent.json['id']}").json


def findings(caller: Caller, import_id: str) -> list[tuple[int, str | None, str, str]]:
    """`(row, column, severity, code)` of everything that was found."""
    items = caller.get(f"/imports/{import_id}/findings", query_string={"limit": 200}).json["items"]
    return [(one["row"], one["column"], one["severity"], one["code"]) for one in items]
