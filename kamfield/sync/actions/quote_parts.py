"""What belongs to one quotation: its lines, which the route takes as one list, and the items of its dossier.

A line that is refused does not hold back the others. The items of a dossier are laid out by the server: a phone that
noted an enquiry makes rows for those of which it knows something, and is told which ones they are.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from kamfield.core.errors import Problem
from kamfield.sync.actions.issues import NotForPhones
from kamfield.sync.actions.replay import Player
from kamfield.sync.actions.rows import Parcel, Pushed, read_stored
from kamfield.sync.queries.columns import kinds_of
from kamfield.sync.queries.scope import BY_NAME
from kamfield.sync.queries.stored import living
from kamfield.sync.rules.replays import Call
from kamfield.sync.rules.values import to_phone, to_route

OFFER = ("product", "description", "quantity", "unit", "price", "discount_percent", "tax_percent")
LAST = float("inf")
_IN_THE_LIST = re.compile(r"^/lines/\d+")


def set_lines(player: Player, parcel: Parcel) -> None:
    """The lines of each quotation as they shall be: those that are there, and what the phone wrote."""
    sent = [*parcel.rows.get("quote_lines", ()), *parcel.gone.get("quote_lines", ())]
    for quote_id, rows in _by_quote(sent).items():
        quote = player.row_of("quotes", quote_id)
        news = [one for one in rows if _is_news(one) and _may_be_set(player, one, quote)]
        if news and _set(player, quote, news):
            for one in news:
                if problem := _set(player, quote, [one]):
                    player.refuse(one, _of_the_row(problem))
        read_stored(player.work.db, [*rows, *(one for one in parcel.rows.get("quotes", ()) if one.id == quote_id)])


def find_items(player: Player, parcel: Parcel) -> None:
    """Rows that a phone made for the dossier of an enquiry are those that were laid out for it."""
    for one in parcel.rows.get("dossier_items", ()):
        if one.stored is None:
            wanted = {name: one.row.get(name) for name in ("quote_id", "item")}
            found = player.work.db.execute(living("dossier_items", **wanted)).first() if all(wanted.values()) else None
            if found is None:
                player.refuse(one, NotForPhones())
            else:
                _is_meant(player, parcel, one, found.id)


def _set(player: Player, quote: Pushed, rows: Sequence[Pushed]) -> Problem | None:
    told = {"quote_id": quote.id, "lines": _lines(player, quote, rows)}
    problem = player.try_out(rows[0], Call("set_quote_lines"), told)
    if problem is None:
        player.taken.update((one.id, name) for one in rows for name in one.row)  # the place is counted anew
    return problem


def _of_the_row(problem: Problem) -> Problem:
    """What the route found at a place of its list is told at the column of the row."""
    problem.faults = tuple(
        replace(one, pointer=one.pointer and _IN_THE_LIST.sub("", one.pointer)) for one in problem.faults
    )
    return problem


def _lines(player: Player, quote: Pushed, rows: Iterable[Pushed]) -> list[dict[str, Any]]:
    revision = quote.stored.row["revision"] if quote.stored else 0
    present = player.work.db.execute(living("quote_lines", quote_id=quote.id, revision=revision))
    lines = {row.id: _as_sent(row) for row in present}
    for one in rows:
        if one.change == "deleted":
            lines.pop(one.id, None)
        else:
            told = {name: value for name, value in one.told().items() if value is not None}
            lines[one.id] = lines.get(one.id, {}) | told
    in_order = sorted(lines.items(), key=lambda pair: _position(pair[1].get("position")))
    return [{"id": row_id} | {name: line[name] for name in OFFER if name in line} for row_id, line in in_order]


def _as_sent(row: Any) -> dict[str, Any]:
    kinds = kinds_of(BY_NAME["quote_lines"])
    return {name: to_route(kinds[name], to_phone(kinds[name], getattr(row, name))) for name in (*OFFER, "position")}


def _position(value: Any) -> float:
    return value if isinstance(value, int | float) else LAST


def _is_news(one: Pushed) -> bool:
    """Whether the list must hear of a line; one that was deleted here is refused like any other row."""
    if one.stored and one.stored.deleted:
        return False
    return one.stored is not None if one.change == "deleted" else one.stored is None or bool(one.differing)


def _may_be_set(player: Player, one: Pushed, quote: Pushed) -> bool:
    """A line stays in its quotation, and in the revision that the client has it stays as it is."""
    place = one.stored.row if one.stored else {"quote_id": quote.id}
    there = place["quote_id"] == quote.id
    if there and (quote.stored is None or place.get("revision") in {None, quote.stored.row["revision"]}):
        return True
    player.refuse(one, NotForPhones())
    return False


def _by_quote(rows: Iterable[Pushed]) -> dict[str, list[Pushed]]:
    found: dict[str, list[Pushed]] = {}
    for one in rows:
        quote_id = one.row.get("quote_id") or (one.stored.row["quote_id"] if one.stored else "")
        found.setdefault(quote_id, []).append(one)
    return found


def _is_meant(player: Player, parcel: Parcel, one: Pushed, known: str) -> None:
    player.forget(one)
    for file in parcel.rows.get("attachments", ()):
        if file.row.get("subject_id") == one.id:
            file.row["subject_id"] = known
    one.id = known
    read_stored(player.work.db, [one])


TOGETHER: Mapping[str, Callable[[Player, Parcel], None]] = {"quote_lines": set_lines, "dossier_items": find_items}
