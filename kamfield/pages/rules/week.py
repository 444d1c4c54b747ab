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


@dataclass(frozen=True, slots=True)
class Item:
    """Something to do: by when, for which client, and whether that day has passed."""

    title: str
    due: str = ""
    client: str = ""
    is_late: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Open items of one source."""

    name: str
    items: Sequence[Item]


@dataclass(frozen=True, slots=True)
class WeekPage:
    """The whole page. Without a list (`list_id`) nothing was put on one yet, and there is nothing to confirm."""

    list_id: str
    number: int
    first: date
    last: date
    rep: str
    standing: Sequence[str]
    is_confirmed: bool
    is_closed: bool
    may_confirm: bool
    may_close: bool
    ends: bool
    open_items: int
    days: Sequence[DayOfWeek]
    sections: Sequence[Section]
    for_others: Sequence[Item]
    ended: Sequence[Item]
