"""What belongs to opportunities: seen by whoever sees the opportunity."""

from typing import TypeVar

from sqlalchemy import Select, select

from kamfield.accounts.queries import reaches_all
from kamfield.core.work import Actor
from kamfield.opportunities.models import Answer, Outcome, Part, Step
from kamfield.opportunities.queries.opportunities import visible_ids

Kind = TypeVar("Kind", bound=Part)

ANSWER_SORTS = {"answered_on": Answer.answered_on}
STEP_SORTS = {"taken_at": Step.taken_at}


def parts(user: Actor, kind: type[Kind]) -> Select[Kind]:
    """Answers, steps … of the opportunities a user sees."""
    statement = select(kind).where(kind.deleted_at.is_(None))
    return statement if reaches_all(user) else statement.where(kind.opportunity_id.in_(visible_ids(user)))


def of_opportunity(kind: type[Kind], opportunity_id: str) -> Select[Kind]:
    """Those of one opportunity, which the caller has already found."""
    return select(kind).where(kind.opportunity_id == opportunity_id, kind.deleted_at.is_(None))


def answers(opportunity_id: str, *, question: str | None = None, history: bool = False) -> Select[Answer]:
    """What is said to the questions of one opportunity now; with `history` all that ever was."""
    statement = of_opportunity(Answer, opportunity_id)
    if question is not None:
        statement = statement.where(Answer.question == question)
    return statement if history else statement.where(Answer.superseded_at.is_(None))


def steps(opportunity_id: str) -> Select[Step]:
    """How one opportunity came to where it is, the latest step first."""
    return of_opportunity(Step, opportunity_id).order_by(Step.taken_at.desc(), Step.id.desc())


def outcome_of(visit_id: str) -> Select[Outcome]:
    """How one visit ended."""
    return select(Outcome).where(Outcome.visit_id == visit_id)


def outcomes(opportunity_id: str) -> Select[Outcome]:
    """How the visits for one opportunity ended, in the order of their days."""
    return select(Outcome).where(Outcome.opportunity_id == opportunity_id).order_by(Outcome.visited_on, Outcome.id)
