"""Who of those above somebody is asked, in which order: the nearest first."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Standing(NamedTuple):
    """Whom somebody reports to, and whether they can decide at all."""

    manager_id: str | None
    can_decide: bool


def deciders(manager_id: str | None, above: Mapping[str, Standing]) -> list[str]:
    """The ids of those above somebody who can decide, the nearest first; `above` has everybody above by id."""
    found: list[str] = []
    while manager_id is not None and manager_id in above:
        standing = above[manager_id]
        if standing.can_decide:
            found.append(manager_id)
        manager_id = standing.manager_id
    return found


def next_up(deciders: Sequence[str], asked_id: str | None) -> str | None:
    """Whom to ask after one who did not answer: the next up, and beyond the last one nobody but the administrators."""
    if asked_id not in deciders:
        return deciders[0] if deciders else None
    place = deciders.index(asked_id) + 1
    return deciders[place] if place < len(deciders) else None
