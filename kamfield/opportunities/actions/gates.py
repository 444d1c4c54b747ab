"""How the gates of an opportunity stand, and what the answers suggest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kamfield.core.work import Work
from kamfield.opportunities import queries
from kamfield.opportunities.models import Answer, Opportunity, Step
from kamfield.opportunities.queries.parts import answers, steps
from kamfield.opportunities.rules import odds
from kamfield.opportunities.rules.gates import (
    GATE_BEFORE,
    GATE_LABELS,
    OPENS,
    QUESTION_LABELS,
    QUESTIONS,
    Gate,
    Lack,
    Question,
    Standing,
    standing,
)
from kamfield.opportunities.rules.stages import LADDER, Status, after
from kamfield.policies import queries as policies


@dataclass(frozen=True)
class Gates:
    """The three gates of an opportunity as they stand today, each with its questions, ready to be shown."""

    opportunity_id: str
    status: Status
    next_gate: Gate | None
    probability: int
    suggested_probability: int
    gates: Sequence[Mapping[str, Any]]


def of(work: Work, opportunity_id: str) -> Gates:
    """The gates of an opportunity the user sees; in four statements."""
    found = work.one(queries.by_id(work.user, opportunity_id))
    given = {Question(one.question): one for one in work.all(answers(found.id))}
    standings = _standings(work, found, given)
    passages = {one.to_status: one for one in reversed(work.all(steps(found.id))) if one.from_status in LADDER}
    status = Status(found.status)
    return Gates(
        opportunity_id=found.id,
        status=status,
        next_gate=gate_ahead(status),
        probability=found.probability,
        suggested_probability=odds.suggested(status, standings.values()),
        gates=[_gate(gate, found, standings, given, passages.get(OPENS[gate]), work.today) for gate in Gate],
    )


def missing_at(work: Work, found: Opportunity) -> dict[Question, Lack]:
    """What is not settled at the gate ahead; nothing where there is none."""
    ahead = gate_ahead(Status(found.status))
    if ahead is None:
        return {}
    standings = _standings(work, found, {Question(one.question): one for one in work.all(answers(found.id))})
    return {one: lack for one in QUESTIONS[ahead] if (lack := standings[one].lack) is not None}


def gate_ahead(status: Status) -> Gate | None:
    """The gate that an opportunity has to pass next."""
    following = after(status)
    return GATE_BEFORE[following] if following else None


def _standings(work: Work, found: Opportunity, given: Mapping[Question, Answer]) -> dict[Question, Standing]:
    """How every question stands on the user's day."""
    fresh_days = policies.current(work).answer_fresh_days
    opened_on = found.created_at.astimezone(work.user.zone).date()
    said = {question: given[question].said if question in given else None for question in Question}
    days = {"today": work.today, "opened_on": opened_on}
    return {question: standing(question, said[question], fresh_days=fresh_days, **days) for question in Question}


def _gate(
    gate: Gate,
    found: Opportunity,
    standings: Mapping[Question, Standing],
    given: Mapping[Question, Answer],
    passage: Step | None,
    today: date,
) -> Mapping[str, Any]:
    asked = [_asked(standings[question], given.get(question), today) for question in QUESTIONS[gate]]
    missing = [one["question"] for one in asked if one["lack"] is not None]
    return {
        "gate": gate,
        "text": GATE_LABELS[gate],
        "opens": OPENS[gate],
        "is_passed": LADDER.index(OPENS[gate]) <= LADDER.index(Status(found.decided_from or found.status)),
        "may_be_passed": not missing,
        "missing": missing,
        "points": sum(one["points"] for one in asked),
        "most_points": sum(one["most_points"] for one in asked),
        "passage": passage,
        "questions": asked,
    }


def _asked(now: Standing, answer: Answer | None, today: date) -> dict[str, Any]:
    return {
        "question": now.question,
        "text": QUESTION_LABELS[now.question],
        "answer": answer,
        "lack": now.lack,
        "lacking_since": now.lacking_since,
        "lacking_days": (today - now.lacking_since).days if now.lacking_since else None,
        "points": odds.points(now),
        "most_points": odds.most_points(now.question),
    }
