"""What a phone made and does not belong on it: for a client who has moved on meanwhile, or for a day long ago."""

from collections.abc import Iterator, Sequence

from kamfield.core.work import Work
from kamfield.sync.actions.frames import frame_of
from kamfield.sync.actions.rows import AT_ONCE, Pushed
from kamfield.sync.queries.changes import seen
from kamfield.sync.rules.wishes import Wish


def out_of_sight(work: Work, made: Sequence[Pushed]) -> Iterator[Pushed]:
    """Those of the rows that are stored, but that no pull of this user brings: their phone would keep them for ever."""
    stored = [one for one in made if one.stored is not None]
    if not stored:
        return
    frame = frame_of(work, Wish())
    values = frame.until(frame.value)
    for table in {one.table.name: one.table for one in stored}.values():
        rows = [one for one in stored if one.table is table]
        for portion in (rows[at : at + AT_ONCE] for at in range(0, len(rows), AT_ONCE)):
            asked = {**values, "ids": [one.id for one in portion]}
            found = set(work.db.scalars(seen(table, frame.sight), asked))
            yield from (one for one in portion if one.id not in found)
