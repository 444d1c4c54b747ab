"""What is open with a client that the caller has already found; every statement has its own limit."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import CompoundSelect, Date, Select, desc, func, null, select, type_coerce

from kamfield.accounts.models import Contact
from kamfield.core.made_once import made_once
from kamfield.core.work import Actor
from kamfield.days.rules.brief import MOST_OPPORTUNITIES, MOST_ROWS, MOST_SAID
from kamfield.issues.models import Issue
from kamfield.issues.queries import open_of_account
from kamfield.opportunities.models import Answer, Opportunity
from kamfield.opportunities.queries import open_of
from kamfield.quotes.models import FollowUp, Quote, Reply
from kamfield.quotes.queries import matching as quotes_matching
from kamfield.quotes.rules.states import DECIDED, FollowUpState
from kamfield.visits.models import Commitment
from kamfield.visits.queries.parts import commitments
from kamfield.visits.rules.codes import CommitmentState

Rows = Select[*tuple[Any, ...]]
_ALL = func.count().over().label("all_of_them")


@made_once
def open_commitments(user: Actor, account_id: str) -> Rows:
    """What the client promised and nobody looked after yet, the earliest first."""
    found = commitments(user, account_id=account_id, state=CommitmentState.OPEN)
    columns = (Commitment.id, Commitment.text, Commitment.due_on, Contact.name.label("contact_name"))
    named = found.outerjoin(Contact, Contact.id == Commitment.contact_id)
    return named.with_only_columns(*columns, _ALL).order_by(Commitment.due_on, Commitment.id).limit(MOST_ROWS)


@made_once
def open_issues(user: Actor, account_id: str) -> Rows:
    """What the client waits for, the most urgent first."""
    columns = (Issue.id, Issue.kind, Issue.severity, Issue.title, Issue.due_on, Issue.opened_at)
    return open_of_account(user, account_id).with_only_columns(*columns, _ALL).limit(MOST_ROWS)


@made_once
def open_quotes(user: Actor, account_id: str) -> Rows:
    """Quotations without an answer, and when each is to be chased next."""
    steps = select(func.min(FollowUp.due_on)).where(FollowUp.quote_id == Quote.id, FollowUp.deleted_at.is_(None))
    following = steps.where(FollowUp.state == FollowUpState.DUE).scalar_subquery()
    columns = (
        Quote.id,
        Quote.number,
        Quote.title,
        Quote.state,
        Quote.amount,
        Quote.currency,
        Quote.valid_until,
        following.label("follow_up_on"),
    )
    found = quotes_matching(user, account_id=account_id).where(Quote.state.not_in(sorted(DECIDED)))
    return found.with_only_columns(*columns, _ALL).order_by(Quote.number.desc(), Quote.id).limit(MOST_ROWS)


def said_of(quote_ids: Collection[str]) -> CompoundSelect[*tuple[Any, ...]]:
    """`quote_id, day, at, said, next_on`: what clients said about quotations that the caller has already found.

    A step that was done says when, a reply on which day.
    """
    no_day = type_coerce(null(), Date).label("day")
    step = (FollowUp.quote_id, no_day, FollowUp.closed_at.label("at"), FollowUp.said, FollowUp.next_on)
    steps = select(*step).where(FollowUp.quote_id.in_(quote_ids), FollowUp.state == FollowUpState.DONE)
    reply = (Reply.quote_id, Reply.replied_on, Reply.created_at, Reply.said, Reply.next_on)
    replies = select(*reply).where(Reply.quote_id.in_(quote_ids), Reply.deleted_at.is_(None))
    said = steps.where(FollowUp.deleted_at.is_(None)).union_all(replies)
    return said.order_by(desc("at")).limit(MOST_SAID)


@made_once
def open_opportunities(user: Actor, account_id: str) -> Rows:
    """What the client might buy."""
    columns = (
        Opportunity.id,
        Opportunity.name,
        Opportunity.status,
        Opportunity.amount,
        Opportunity.currency,
        Opportunity.probability,
        Opportunity.expected_close_on,
        Opportunity.created_at,
    )
    return open_of(user, account_id=account_id).with_only_columns(*columns, _ALL).limit(MOST_OPPORTUNITIES)


def answers(opportunity_ids: Collection[str]) -> Rows:
    """What is said now to the questions of opportunities that the caller has already found."""
    columns = (Answer.opportunity_id, Answer.question, Answer.reply, Answer.answered_on)
    current = (Answer.superseded_at.is_(None), Answer.deleted_at.is_(None))
    return select(*columns).where(Answer.opportunity_id.in_(opportunity_ids), *current)
