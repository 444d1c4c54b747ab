"""What puts itself on a list: visits, reports, quotations, promises, the archive. Without asking for reach."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, func, select

from kamfield.accounts.models import Account
from kamfield.accounts.rules import Status
from kamfield.core.weeks import Week
from kamfield.issues.models import Issue
from kamfield.issues.rules import State as IssueState
from kamfield.opportunities.models import Answer, Opportunity
from kamfield.opportunities.queries.opportunities import is_open
from kamfield.opportunities.rules.gates import Reply
from kamfield.plans.models import PlanLine
from kamfield.plans.rules.states import LineState
from kamfield.policies.rules.codes import DossierItem as Item
from kamfield.quotes.models import DossierItem, FollowUp, Quote
from kamfield.quotes.queries import dossier_items_missing
from kamfield.quotes.rules import FollowUpState
from kamfield.todos.models import TodoItem, TodoList
from kamfield.todos.rules import Source
from kamfield.visits.models import Commitment, Report, Visit
from kamfield.visits.rules.codes import CommitmentState
from kamfield.visits.rules.codes import State as VisitState

MOST_LED = 500
CURRENT_ANSWER = and_(Answer.superseded_at.is_(None), Answer.deleted_at.is_(None))


def visits_to_prepare(rep_id: str, week: Week) -> Select[*tuple[Any, ...]]:
    """The planned visits of a week that a manager approved: `(source_id, what, due, account_id)`."""
    columns = (Visit.id.label("source_id"), Account.name.label("what"), Visit.day.label("due"), Visit.account_id)
    approved = select(PlanLine.id).where(
        PlanLine.visit_id == Visit.id, PlanLine.state == LineState.APPROVED, PlanLine.deleted_at.is_(None)
    )
    mine = select(*columns).join(Account, Account.id == Visit.account_id).where(Visit.rep_id == rep_id)
    planned = mine.where(Visit.state == VisitState.PLANNED, Visit.deleted_at.is_(None), approved.exists())
    return planned.where(Visit.day.between(week.monday, week.sunday)).order_by(Visit.day, Visit.id)


def reports_owed(rep_id: str) -> Select[*tuple[Any, ...]]:
    """The visits that are over and not reported; `due` is an instant."""
    columns = (
        Visit.id.label("source_id"),
        Account.name.label("what"),
        Visit.report_due_at.label("due"),
        Visit.account_id,
    )
    mine = select(*columns).join(Account, Account.id == Visit.account_id).where(Visit.rep_id == rep_id)
    return mine.where(Visit.state == VisitState.DONE, Visit.deleted_at.is_(None)).order_by(Visit.day, Visit.id)


def follow_ups_due(rep_id: str, week: Week) -> Select[*tuple[Any, ...]]:
    """The steps of quotations that fall due until the end of a week."""
    what = (Quote.number + " " + Quote.title).label("what")
    columns = (FollowUp.id.label("source_id"), what, FollowUp.due_on.label("due"), FollowUp.account_id)
    mine = select(*columns).join(Quote, Quote.id == FollowUp.quote_id).where(FollowUp.owner_id == rep_id)
    due = mine.where(FollowUp.state == FollowUpState.DUE, FollowUp.deleted_at.is_(None))
    return due.where(FollowUp.due_on <= week.sunday).order_by(FollowUp.due_on, FollowUp.id)


def commitments_due(rep_id: str, week: Week) -> Select[*tuple[Any, ...]]:
    """What clients promised until the end of a week, and nobody looked whether they did it."""
    columns = (
        Commitment.id.label("source_id"),
        Commitment.text.label("what"),
        Commitment.due_on.label("due"),
        Commitment.account_id,
    )
    mine = select(*columns).where(Commitment.rep_id == rep_id, Commitment.deleted_at.is_(None))
    unknown = mine.where(Commitment.state == CommitmentState.OPEN, Commitment.due_on <= week.sunday)
    return unknown.order_by(Commitment.due_on, Commitment.id)


def issues_to_solve(rep_id: str, week: Week) -> Select[*tuple[Any, ...]]:
    """The open issues somebody is to solve until the end of a week."""
    columns = (Issue.id.label("source_id"), Issue.title.label("what"), Issue.due_on.label("due"), Issue.account_id)
    mine = select(*columns).where(Issue.owner_id == rep_id, Issue.deleted_at.is_(None))
    open_now = mine.where(Issue.state == IssueState.OPEN, Issue.due_on <= week.sunday)
    return open_now.order_by(Issue.due_on, Issue.id)


def dossiers_missing(owner_id: str, required: Sequence[Item]) -> Select[*tuple[Any, ...]]:
    """What is missing in somebody's enquiries, a row for each thing: `(source_id, what, account_id, item)`."""
    what = (Quote.number + " " + Quote.title).label("what")
    columns = (Quote.id.label("source_id"), what, Quote.account_id, DossierItem.item)
    return dossier_items_missing(owner_id, required).with_only_columns(*columns)


def answers_out_of_date(owner_id: str, *, answered_before: date, closes_until: date) -> Select[*tuple[Any, ...]]:
    """A yes that has grown old where an opportunity should close soon: `(source_id, what, due, account_id, question)`.

    What closes first comes first; the questions of one in the order in which they were answered.
    """
    columns = (
        Opportunity.id.label("source_id"),
        Opportunity.name.label("what"),
        Opportunity.expected_close_on.label("due"),
        Opportunity.account_id,
        Answer.question,
    )
    mine = select(*columns).join(Answer, Answer.opportunity_id == Opportunity.id)
    undecided = mine.where(Opportunity.owner_id == owner_id, Opportunity.deleted_at.is_(None), is_open())
    soon = undecided.where(Opportunity.expected_close_on <= closes_until)
    stale = soon.where(CURRENT_ANSWER, Answer.reply == Reply.YES, Answer.answered_on < answered_before)
    return stale.order_by(Opportunity.expected_close_on, Opportunity.id, Answer.answered_on, Answer.id)


def led_with_tier(rep_id: str) -> Select[Account]:
    """The clients somebody leads that were given a tier and are not lost, the most important first."""
    mine = select(Account).where(Account.lead_id == rep_id, Account.deleted_at.is_(None), Account.tier.is_not(None))
    return mine.where(Account.status != Status.LOST).order_by(Account.tier, Account.id).limit(MOST_LED)


def last_asked_about(rep_id: str) -> Select[str | None, date]:
    """Per client, the Monday of the last week somebody's list asked about its archive in."""
    asked = select(TodoItem.source_id, func.max(TodoList.monday).label("asked_on")).join(
        TodoList, TodoList.id == TodoItem.list_id
    )
    mine = asked.where(TodoItem.rep_id == rep_id, TodoItem.source_kind == Source.ARCHIVE)
    return mine.group_by(TodoItem.source_id)


def any_account(account_id: str) -> Select[Account]:
    """An account, also a deleted one."""
    return select(Account).where(Account.id == account_id)


def report_of(visit_id: str) -> Select[Report]:
    """The report of a visit."""
    return select(Report).where(Report.visit_id == visit_id, Report.deleted_at.is_(None))


def any_visit(visit_id: str) -> Select[Visit]:
    """A visit, also a removed one."""
    return select(Visit).where(Visit.id == visit_id)
