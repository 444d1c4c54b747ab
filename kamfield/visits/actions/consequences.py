"""What a submitted report leads to elsewhere: issues, facts and intelligence in the archive, answers, outcomes.

The report notes what each row led to. So a report that is submitted again changes what it said differently, takes back
what it no longer says, and doubles nothing. Answers are never taken back: the next one takes their place.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from kamfield.accounts import queries as accounts
from kamfield.accounts.actions import facts, intelligence
from kamfield.accounts.models import Fact, Intelligence
from kamfield.accounts.rules.facts import FactKind, Source
from kamfield.accounts.rules.intelligence import SAYING, IntelligenceKind
from kamfield.core.texts import translate
from kamfield.core.work import Work
from kamfield.issues import actions as issues
from kamfield.issues import queries as issue_queries
from kamfield.issues.models import Issue
from kamfield.issues.rules import Kind as IssueKind
from kamfield.issues.rules import State as IssueState
from kamfield.opportunities import actions as opportunities
from kamfield.opportunities.rules.gates import Question, Reply
from kamfield.visits.actions.report_rows import at_the_account
from kamfield.visits.models import Report, Visit
from kamfield.visits.rules.labels import NO_LONGER_REPORTED
from kamfield.visits.rules.report_rows import Row, read


@dataclass(frozen=True)
class Way:
    """How one kind of row gets to where it belongs; `make` and `change` say what the row has led to."""

    make: Callable[[Work, Visit, Row], str]
    change: Callable[[Work, Visit, str, Row], str]
    take_back: Callable[[Work, str], None]


def carry_out(work: Work, visit: Visit, report: Report) -> None:
    """Brings what the rows of a report lead to in line with them."""
    tells = any(getattr(report, name) or report.led_to.get(name) for name in WAYS)
    there = at_the_account(work, visit) if tells or visit.opportunity_id else work  # most reports lead to nothing else
    report.led_to = {name: _follow(there, visit, way, report, name) for name, way in WAYS.items()}
    if visit.opportunity_id is not None and report.outcome is not None:
        opportunities.note_outcome(
            there, visit.opportunity_id, report.outcome, visit_id=visit.id, on=min(visit.day, work.today)
        )


def _follow(work: Work, visit: Visit, way: Way, report: Report, name: str) -> dict[str, Any]:
    before: Mapping[str, Any] = report.led_to.get(name, {})
    rows: dict[str, Row] = {row["id"]: row for row in getattr(report, name)}
    for row_id in before.keys() - rows.keys():
        way.take_back(work, before[row_id]["made_id"])
    made = {row_id: _made(work, visit, way, before.get(row_id), row) for row_id, row in rows.items()}
    return {row_id: {"row": rows[row_id], "made_id": made_id} for row_id, made_id in made.items()}


def _made(work: Work, visit: Visit, way: Way, known: Mapping[str, Any] | None, row: Row) -> str:
    if known is None:
        return way.make(work, visit, row)
    made_id: str = known["made_id"]
    return made_id if known["row"] == row else way.change(work, visit, made_id, row)


def _from(visit: Visit) -> dict[str, Any]:
    return {"source_kind": Source.VISIT, "source_id": visit.id}


def _open_issue(work: Work, visit: Visit, row: Row) -> str:
    known = work.db.scalars(issue_queries.any_by_id(row["id"])).one_or_none()
    if known is not None and known.account_id == visit.account_id:
        return known.id  # the phone had sent it as an issue before
    made = {"id": row["id"], "kind": IssueKind.COMPLAINT, "opened_at": visit.checked_out_at or work.now}
    return issues.add(work, account_id=visit.account_id, **made, **_from(visit), **read(row)).id


def _change_issue(work: Work, _visit: Visit, issue_id: str, row: Row) -> str:
    issue = _open(work, issue_id)
    if issue is not None:
        silent = {"contact_id": None, "description": ""}
        issues.change_one(work, issue, **(silent | read(row)))
    return issue_id


def _take_issue_back(work: Work, issue_id: str) -> None:
    issue = _open(work, issue_id)
    if issue is not None:
        issues.delete_one(work, issue)


def _open(work: Work, issue_id: str) -> Issue | None:
    """The issue while nobody has solved or deleted it: from then on the report has no say in it."""
    issue = work.db.scalars(issue_queries.any_by_id(issue_id)).one_or_none()
    return issue if issue is not None and issue.deleted_at is None and issue.state == IssueState.OPEN else None


def _learn(work: Work, visit: Visit, row: Row, id: str | None = None) -> str:
    said = read(row)
    kind, day = FactKind(said.pop("kind")), min(visit.day, work.today)
    return facts.learn(work, visit.account_id, kind, id=id, observed_on=day, **_from(visit), **said).id


def _learn_anew(work: Work, visit: Visit, fact_id: str, row: Row) -> str:
    _unlearn(work, fact_id)
    work.db.flush()
    return _learn(work, visit, row)


def _unlearn(work: Work, fact_id: str) -> None:
    if work.db.scalars(accounts.part_by_id(work.user, Fact, fact_id)).first() is not None:
        facts.retract(work, fact_id, translate(NO_LONGER_REPORTED, work.user.locale))


def _note(work: Work, visit: Visit, row: Row, **made: Any) -> str:
    said = read(row)
    kind, day = IntelligenceKind(said.pop("kind")), min(visit.day, work.today)
    return intelligence.add(work, visit.account_id, kind, noted_on=day, **_from(visit), **made, **said).id


def _note_differently(work: Work, visit: Visit, piece_id: str, row: Row) -> str:
    piece = work.db.scalars(accounts.part_by_id(work.user, Intelligence, piece_id)).first()
    if piece is None:
        return piece_id  # somebody took it out of the archive
    if piece.kind == row["kind"]:
        return intelligence.change(work, piece_id, **{column: row.get(column) for column in SAYING}).id
    intelligence.delete(work, piece_id)
    return _note(work, visit, row)


def _forget(work: Work, piece_id: str) -> None:
    if work.db.scalars(accounts.part_by_id(work.user, Intelligence, piece_id)).first() is not None:
        intelligence.delete(work, piece_id)


def _answer(work: Work, visit: Visit, row: Row, id: str | None = None) -> str:
    said, day = read(row), min(visit.day, work.today)
    opportunity_id, question, reply = said["opportunity_id"], Question(said["question"]), Reply(said["reply"])
    given = {"evidence": said.get("evidence"), "answered_on": day, "id": id, **_from(visit)}
    return opportunities.answer(work, opportunity_id, question, reply, **given).id


WAYS: Mapping[str, Way] = {
    "complaints": Way(_open_issue, _change_issue, _take_issue_back),
    "answers": Way(
        lambda work, visit, row: _answer(work, visit, row, row["id"]),
        lambda work, visit, _made_id, row: _answer(work, visit, row),
        lambda _work, _made_id: None,
    ),
    "facts": Way(lambda work, visit, row: _learn(work, visit, row, row["id"]), _learn_anew, _unlearn),
    "observations": Way(lambda work, visit, row: _note(work, visit, row, id=row["id"]), _note_differently, _forget),
}
