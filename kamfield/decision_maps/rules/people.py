"""A decision map as the warnings and the drawing see it: plain facts, read once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kamfield.decision_maps.rules.codes import STRANGERS, Attitude, BuyingRole, Depth, Influence, Support


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the map; a code is None as long as nobody said it. `last_met_on` comes from reported visits."""

    id: str
    name: str
    title: str | None = None
    is_active: bool = True
    role: BuyingRole | None = None
    attitude: Attitude | None = None
    support: Support | None = None
    depth: Depth | None = None
    assessed_on: date | None = None
    last_met_on: date | None = None

    @property
    def is_stranger(self) -> bool:
        """Nobody of ours met them: neither a report nor the rep says so."""
        return self.last_met_on is None and (self.depth is None or self.depth in STRANGERS)


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody whose word counts with somebody else: `from_id` has the influence, `to_id` listens."""

    from_id: str
    to_id: str
    kind: Influence


@dataclass(frozen=True, slots=True)
class DecisionMap:
    """The people of an opportunity and the lines between them."""

    people: tuple[Person, ...]
    lines: tuple[Line, ...] = ()

    def listeners(self, person_id: str) -> set[str]:
        """Whoever somebody's word reaches, through however many others, by lines of both kinds."""
        reached: set[str] = set()
        following = {person_id}
        while following:
            following = {line.to_id for line in self.lines if line.from_id in following} - reached - {person_id}
            reached |= following
        return reached


def ids_of(people: Iterable[Person]) -> set[str]:
    """Their ids."""
    return {person.id for person in people}
