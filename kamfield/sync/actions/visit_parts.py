"""What belongs to one visit and is said in one call: who is met, who comes along, and the call report with its results.

Phones hold these as rows; the routes take them as lists of the visit.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from kamfield.sync.actions.replay import Player
from kamfield.sync.actions.rows import Parcel, Pushed, read_stored
from kamfield.sync.queries.stored import living
from kamfield.sync.rules.replays import Call
from kamfield.visits.rules.codes import State

PLANNING = frozenset({State.PLANNED, State.MISSED, State.IN_PROGRESS})
CHANGE = Call("change_visit")
RESULT = {"result": "result", "actual": "actual", "note": "result_note"}
PROMISE = ("text", "due_on", "contact_id")
LISTS = {  # the list of the report's route into which columns of a row go
    "objectives": ("results", "result", "actual", "result_note"),
    "commitments": ("commitments", "visit_id", *PROMISE),
    "visit_contacts": ("attendee_ids", "visit_id", "contact_id", "attended"),
    "visit_companions": ("companion_ids", "visit_id", "user_id"),
}


def set_contacts(player: Player, parcel: Parcel) -> None:
    """The people who are to be met. Who came is part of the report."""
    _set_people(player, parcel, "visit_contacts", "contact_id", "contact_ids")


def set_companions(player: Player, parcel: Parcel) -> None:
    """Who of ours comes along."""
    _set_people(player, parcel, "visit_companions", "user_id", "companion_ids")


def write_reports(player: Player, parcel: Parcel) -> None:
    """Report, attendance, results and promises of each visit, in one act."""
    for visit_id, rows in _by_visit(
        one
        for name in ("reports", "visit_contacts", "visit_companions", "objectives", "commitments")
        for one in (*parcel.rows.get(name, ()), *parcel.gone.get(name, ()))
    ).items():
        said = _said(player, visit_id, rows)
        if said:
            anchor = next((one for one in rows if one.table.name == "reports"), rows[0])
            player.do(anchor, Call("save_report"), {**said, "visit_id": visit_id, **_id_of(anchor)})
            read_stored(player.work.db, rows)
            _note_taken(player, anchor, rows)


def _note_taken(player: Player, anchor: Pushed, rows: Iterable[Pushed]) -> None:
    """What went into the lists of the call was taken; what did not is kept in the end."""
    for one in rows:
        if one is not anchor:
            field, *columns = LISTS.get(one.table.name, ("id",))
            if (anchor.id, field) in player.taken:
                player.taken.update((one.id, column) for column in columns)


def _set_people(player: Player, parcel: Parcel, table: str, column: str, field: str) -> None:
    gone = [one for one in parcel.gone.get(table, ()) if one.stored and not one.stored.deleted]
    for visit_id, rows in _by_visit([*parcel.rows.get(table, ()), *gone]).items():
        if _is_planned(player, visit_id):
            there = _there(player, visit_id, table, column)
            said = _list_with(there, rows, column, field)
            if said and not player.tries(rows[0], CHANGE, {**said, "visit_id": visit_id}, {*said}):
                for one in rows:  # somebody whom nobody knows does not keep the others away
                    there = _there(player, visit_id, table, column)
                    if said := _list_with(there, [one], column, field):
                        player.do(one, CHANGE, {**said, "visit_id": visit_id}, {*said})
            read_stored(player.work.db, rows)
            _let_go_of_twins(player, _there(player, visit_id, table, column), rows, column)


def _there(player: Player, visit_id: str, table: str, column: str) -> dict[str, str]:
    """The people of a visit and the ids of their rows."""
    return {row._mapping[column]: row.id for row in player.work.db.execute(living(table, visit_id=visit_id))}


def _list_with(there: Mapping[str, str], rows: Iterable[Pushed], column: str, field: str) -> dict[str, Any]:
    """The list of a visit when these rows are carried out, and the ids of the new ones; nothing when it stays."""
    wanted = dict.fromkeys(there)
    ids: dict[str, str] = {}
    for one in rows:
        who: Any = one.row.get(column) or (one.stored.row[column] if one.stored else None)
        if one.change == "deleted":
            wanted.pop(who, None)
        elif who:
            wanted[who] = None
            ids |= {who: one.id} if one.stored is None else {}
    return {field: list(wanted), "row_ids": ids} if wanted.keys() != there.keys() else {}


def _let_go_of_twins(player: Player, there: Mapping[str, str], rows: Iterable[Pushed], column: str) -> None:
    """Whoever is on the list by another row already stays there by that one."""
    for one in rows:
        if one.stored is None and one.row.get(column) in there:
            player.taken.update((one.id, name) for name in one.row)
            player.forget(one)


def _said(player: Player, visit_id: str, rows: Iterable[Pushed]) -> dict[str, Any]:
    """What of the report's route is new in these rows."""
    by_table: dict[str, list[Pushed]] = {}
    for one in rows:
        by_table.setdefault(one.table.name, []).append(one)
    said: dict[str, Any] = {}
    for one in by_table.get("reports", ()):
        told = one.told()
        said |= {name: told[name] for name in one.differing.keys() - {"submitted_at", "visit_id"}}
        if one.stored is None:
            said = {name: value for name, value in said.items() if value is not None}
    if any(
        "attended" in one.differing and one.row["attended"] is not None for one in by_table.get("visit_contacts", ())
    ):
        said["attendee_ids"] = _attendees(player, visit_id, by_table["visit_contacts"])
    if by_table.get("visit_companions") and not _is_planned(player, visit_id):
        said["companion_ids"] = [one.row["user_id"] for one in by_table["visit_companions"] if one.change != "deleted"]
    results = [_result(one) for one in by_table.get("objectives", ()) if one.row.get("result") and _has_result(one)]
    promises = [one for one in by_table.get("commitments", ()) if _is_new(one)]
    said |= {"results": results} if results else {}
    said |= {"commitments": _promises(player, visit_id, promises)} if promises else {}
    return said


def _attendees(player: Player, visit_id: str, rows: Iterable[Pushed]) -> list[str]:
    present = player.work.db.execute(living("visit_contacts", visit_id=visit_id))
    came = {row.contact_id: row.attended for row in present}
    came |= {one.row["contact_id"]: one.row["attended"] for one in rows if one.row.get("contact_id")}
    return [contact_id for contact_id, attended in came.items() if attended]


def _has_result(one: Pushed) -> bool:
    return bool(one.differing.keys() & {"result", "actual", "result_note"})


def _result(one: Pushed) -> dict[str, Any]:
    told = one.told()
    return {"objective_id": one.id, **{field: told.get(column) for field, column in RESULT.items()}}


def _is_new(one: Pushed) -> bool:
    """Whether a promise says something that the list of the visit has to hear of."""
    if one.change == "deleted":
        return one.stored is not None and not one.stored.deleted
    return bool(one.differing.keys() & set(PROMISE)) and not (one.stored and one.stored.deleted)


def _promises(player: Player, visit_id: str, rows: Iterable[Pushed]) -> list[dict[str, Any]]:
    """All promises of the visit as they shall be: the route takes the whole list."""
    present = player.work.db.execute(living("commitments", visit_id=visit_id))
    wanted: dict[str, dict[str, Any]] = {
        row.id: {"id": row.id, "text": row.text, "due_on": row.due_on.isoformat(), "contact_id": row.contact_id}
        for row in present
    }
    for one in rows:
        if one.change == "deleted":
            wanted.pop(one.id, None)
        else:
            told = one.told()
            wanted[one.id] = {"id": one.id, **{name: told.get(name) for name in PROMISE}}
    return list(wanted.values())


def _by_visit(rows: Iterable[Pushed]) -> dict[str, list[Pushed]]:
    found: dict[str, list[Pushed]] = {}
    for one in rows:
        visit_id = one.row.get("visit_id") or (one.stored.row.get("visit_id") if one.stored else None)
        if visit_id:
            found.setdefault(visit_id, []).append(one)
    return found


def _is_planned(player: Player, visit_id: str) -> bool:
    visit = player.row_of("visits", visit_id)
    return visit.stored is not None and visit.stored.row["state"] in PLANNING


def _id_of(anchor: Pushed) -> Mapping[str, Any]:
    return {"id": anchor.id} if anchor.table.name == "reports" and anchor.stored is None else {}


TOGETHER: Mapping[str, Callable[[Player, Parcel], None]] = {
    "visit_contacts": set_contacts,
    "visit_companions": set_companions,
    "reports": write_reports,
}
