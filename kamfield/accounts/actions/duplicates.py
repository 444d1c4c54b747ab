"""Recognizing an account that is there already; some hundred at once, always by an index."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import delete, insert

from kamfield.accounts import queries
from kamfield.accounts.models.duplicates import Mark
from kamfield.accounts.queries import duplicates as candidates
from kamfield.accounts.queries.imports import reached_of
from kamfield.accounts.rules.lookalikes import Sketch, reasons_alike
from kamfield.core.afterwards import bring_up_to_date
from kamfield.core.errors import Problem
from kamfield.core.texts import N_
from kamfield.core.work import Work
from kamfield.geo.point import Point

MOST_SHOWN = 10
MARKS_A_QUERY = 5000


class LooksLikeExisting(Problem):
    """There may be such an account already; `candidates` says which, `confirmed_new` that it is none of them."""

    status = 409
    title = N_("There may be such an account already")
    detail = N_("Look at the candidates. If it is none of them, confirm that it is a new one.")


@dataclass(frozen=True)
class Candidate:
    """An account that looks the same, and why. Nothing but the lead's name is told of one out of reach."""

    id: str
    name: str
    code: str | None
    lead_name: str
    reasons: tuple[str, ...]
    in_reach: bool

    def told(self) -> dict[str, Any]:
        """As it crosses the wire."""
        if not self.in_reach:
            return {"exists": True, "ask": self.lead_name}
        return {"id": self.id, "name": self.name, "code": self.code, "reasons": list(self.reasons)}


def refuse_lookalikes(work: Work, sketch: Sketch) -> None:
    """Raises `LooksLikeExisting` when there are candidates."""
    found = lookalikes(work, {"new": sketch})["new"]
    if found:
        raise LooksLikeExisting(members={"candidates": [one.told() for one in found]})


def of_account(work: Work, account_id: str) -> list[Candidate]:
    """The accounts that look like one that is there."""
    account = work.one(queries.by_id(work.user, account_id))
    sketch = _sketches(work, [account.id])[account.id]
    return [one for one in lookalikes(work, {account.id: sketch})[account.id] if one.id != account.id]


def lookalikes(work: Work, sketches: Mapping[str, Sketch]) -> dict[str, list[Candidate]]:
    """For each sketch the accounts that look like it, those in reach first, at most ten."""
    probes = {key: sketch.probes for key, sketch in sketches.items()}
    hits = _marked(work, set().union(*probes.values()))
    near = {key: {one for probe in mine for one in hits.get(probe, ())} for key, mine in probes.items()}
    every = sorted(set().union(*near.values()))
    known, rows, reach = _sketches(work, every), _described(work, every), _reach(work, every)
    found: dict[str, list[Candidate]] = {}
    for key, sketch in sketches.items():
        alike = [_candidate(rows[one], sketch, known[one], one in reach) for one in sorted(near[key]) if one in rows]
        kept = sorted((one for one in alike if one.reasons), key=lambda one: (not one.in_reach, -len(one.reasons)))
        found[key] = kept[:MOST_SHOWN]
    return found


def keep_marks(work: Work, account_ids: Sequence[str]) -> None:
    """Brings the marks of accounts (some hundreds at most) up to date with their names, phones and places."""
    bring_up_to_date(work, _mark_anew, account_ids)


def _mark_anew(work: Work, account_ids: Sequence[str]) -> None:
    work.db.flush()
    before = {(row.account_id, row.mark) for row in work.db.execute(candidates.marks_of(account_ids))}
    after = {(one, mark) for one, sketch in _sketches(work, account_ids).items() for mark in sketch.marks}
    past = {"synchronize_session": False}
    for account_id, mark in before - after:
        gone = delete(Mark).where(Mark.account_id == account_id, Mark.mark == mark)
        work.db.execute(gone, execution_options=past)
    if after - before:
        rows = [{"account_id": account_id, "mark": mark} for account_id, mark in sorted(after - before)]
        work.db.execute(insert(Mark), rows)


def _candidate(row: Any, wanted: Sketch, known: Sketch, in_reach: bool) -> Candidate:
    reasons = tuple(reasons_alike(wanted, known))
    return Candidate(row.id, row.name, row.code, row.lead_name, reasons, in_reach)


def _marked(work: Work, probes: Iterable[str]) -> dict[str, list[str]]:
    hits: dict[str, list[str]] = {}
    for some in _some(probes):
        for mark, account_id in work.db.execute(candidates.marked(some)):
            hits.setdefault(mark, []).append(account_id)
    return hits


def _described(work: Work, account_ids: Sequence[str]) -> dict[str, Any]:
    return {row.id: row for row in work.db.execute(candidates.described(account_ids))}


def _reach(work: Work, account_ids: Sequence[str]) -> set[str]:
    return set(work.db.scalars(reached_of(work.user, account_ids)))


def _sketches(work: Work, account_ids: Sequence[str]) -> dict[str, Sketch]:
    """What is stored of living accounts, as it is compared."""
    phones: dict[str, list[str]] = {}
    for row in work.db.execute(candidates.phones(account_ids)):
        phones.setdefault(row.account_id, []).extend(number for number in (row.phone, row.mobile) if number)
    points: dict[str, list[Point]] = {}
    for row in work.db.execute(candidates.points(account_ids)):
        points.setdefault(row.account_id, []).append(Point(row.latitude, row.longitude))
    return {
        row.id: Sketch(row.name, row.code, tuple(phones.get(row.id, ())), tuple(points.get(row.id, ())))
        for row in work.db.execute(candidates.described(account_ids))
    }


def _some(probes: Iterable[str]) -> Iterator[list[str]]:
    """A few thousand at a time, which is what a statement can carry."""
    rest = iter(sorted(probes))
    while some := list(islice(rest, MARKS_A_QUERY)):
        yield some
