"""What follows from many acts of one transaction and is done once, when the last of them is done.

A push that brings fifty contacts of one account brings its search texts up to date once, not fifty times.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy.orm import Session

from kamfield.core.work import Work

AT_ONCE = 200

Step = Callable[[Work, Sequence[str]], None]


def bring_up_to_date(work: Work, step: Step, ids: Sequence[str]) -> None:
    """Does what a step does for some ids: at once, or afterwards where many acts are gathered."""
    waiting = _waiting(work.db)
    if waiting is None:
        step(work, ids)
    else:
        waiting.setdefault(step, {}).update(dict.fromkeys(ids))


@contextmanager
def gathered(work: Work) -> Iterator[None]:
    """Inside, nothing is brought up to date; at the end, everything once."""
    work.db.info["afterwards"] = {}
    try:
        yield
        waiting = _waiting(work.db) or {}
    finally:
        del work.db.info["afterwards"]
    for step, wanted in waiting.items():
        ids = list(wanted)
        for at in range(0, len(ids), AT_ONCE):
            step(work, ids[at : at + AT_ONCE])


def _waiting(db: Session) -> dict[Step, dict[str, None]] | None:
    found: dict[Step, dict[str, None]] | None = db.info.get("afterwards")
    return found
