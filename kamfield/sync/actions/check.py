"""Whether a phone has what it should have."""

from collections.abc import Mapping
from typing import Any

from kamfield.core.db import is_postgresql
from kamfield.core.work import Work
from kamfield.sync.actions.frames import frame_of
from kamfield.sync.actions.reading import portions, with_booleans
from kamfield.sync.queries.changes import everything
from kamfield.sync.queries.told import booleans_of
from kamfield.sync.rules import TABLES, Table
from kamfield.sync.rules.fingerprints import Fingerprint
from kamfield.sync.rules.wishes import Wish


def differing(work: Work, version: int, phones: Mapping[str, Any]) -> dict[str, Any]:
    """The tables that the phone has otherwise, ours of these, and what the clock says: pull first if that is later."""
    frame = frame_of(work, Wish(version=version))
    values = frame.until(frame.value)
    asked = [table for table in TABLES if table.since <= version and table.name in phones]
    ours: dict[str, Fingerprint] = {}
    for table in asked:
        ours[table.name] = _fingerprint(work, table, version, everything(table, version, frame.sight), values)
    told = {name: {"count": one.count, "xor": one.xor} for name, one in ours.items()}
    return {
        "differ": [name for name in told if phones[name] != told[name]],
        "tables": told,
        "timestamp": frame.value,
    }


def _fingerprint(work: Work, table: Table, version: int, statement: Any, values: Mapping[str, Any]) -> Fingerprint:
    booleans = () if is_postgresql(work.db) else booleans_of(table, version)
    found = Fingerprint()
    for rows in portions(work.db, statement, values):
        told = [row[1:] for row in rows]
        found = found.plus(with_booleans(told, booleans) if booleans else told)
    return found
