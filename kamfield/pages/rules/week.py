"""A rep's week as it stands on the page: plain values in the reader's words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class VisitOfWeek:
    """One visit; `state` is empty as long as it is planned and nothing has happened yet."""

    hours: str
    client: str
    aim: str
    state: str
    is_over: bool


@dataclass(frozen=True, slots=True)
class DayOfWeek:
    """The visits of one day."""

    day: date
    visits: Sequence[VisitOfWeek]
    is_past: bool = False

    @property
    def number(self) -> int:
        """How many there are."""
        return len(self.visits)


@dataclass(frozen=True, slots=True)
class Item:
    """Something to do: by when, for which client, and whether that day has passed.

    `verbs` is what can be said of it here: `complete`, `carry`, `drop`, `reopen`. What ends elsewhere has no tick;
    `how` says what to do instead. What the next week asks for by itself (`is_asked_anew`) is not carried.
    """

    item_id: str
    version: int
    title: str
    due: str = ""
    client: str = ""
    is_late: bool = False
    note: str = ""
    how: str = ""
    is_asked_anew: bool = False
    verbs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Section:
    """Open items of one source."""

    name: str
    items: Sequence[Item]

    @property
    def is_late(self) -> bool:
        """Whether something of it should have been done by now."""
        return any(one.is_late for one in self.items)

    @property
    def is_asked_anew(self) -> bool:
        """Whether the next week asks for such things by itself."""
        return any(one.is_asked_anew for one in self.items)

    def holds(self, item_id: str) -> bool:
        """Whether a thing is one of them."""
        return any(one.item_id == item_id for one in self.items)

    @property
    def how(self) -> str:
        """How such a thing is done, when ticking it off is not enough."""
        return self.items[0].how if self.items else ""


@dataclass(frozen=True, slots=True)
class WeekPage:
    """The whole page. Without a list (`list_id`) nothing was put on one yet, and there is nothing to confirm.

    `before` and `after` are the Mondays beside it; a week that is over `takes_more` no longer.
    """

    list_id: str
    number: int
    first: date
    last: date
    rep: str
    is_own: bool
    before: date
    after: date
    standing: Sequence[str]
    is_confirmed: bool
    is_closed: bool
    may_confirm: bool
    may_close: bool
    takes_more: bool
    ends: bool
    open_items: int
    days: Sequence[DayOfWeek]
    sections: Sequence[Section]
    for_others: Sequence[Item]
    ended: Sequence[Item]
