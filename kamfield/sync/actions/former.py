"""Keeps what somebody wrote whose access has ended: nothing of it is carried out, and nothing is thrown away."""

from collections.abc import Mapping
from typing import Any

from kamfield.core import sync_clock
from kamfield.core.work import Work
from kamfield.sync.actions.issues import SenderInactive, note, note_unreadable
from kamfield.sync.actions.push import Outcome
from kamfield.sync.actions.rows import read_stored, unpacked


def keep_all(work: Work, changes: Mapping[str, Any], device_id: str | None) -> Outcome:
    """Every row that says something new becomes an issue."""
    parcel = unpacked(changes)
    sync_clock.hold(work.db)
    read_stored(work.db, parcel.everything())
    noted = sum(note_unreadable(work, device_id, table, row) for table, row in parcel.unreadable)
    for one in parcel.everything():
        if one.differing or one.change == "deleted":
            told = {"kind": one.table.name, "row_id": one.id, "change": one.change}
            noted += note(work, SenderInactive(), {"id": one.id, **one.row}, device_id=device_id, **told)
    return Outcome(0, noted, parcel.ignored)
