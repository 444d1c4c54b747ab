"""What can be read of issues; every statement starts from what the user reaches."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, or_, select

from kamfield.accounts.queries import has_team_in_reach, reaches_all, theirs
from kamfield.core.work import Actor
from kamfield.issues.models import Issue
from kamfield.issues.rules import State
from kamfield.users.queries import reached

SORTS = {"due_on": Issue.due_on, "opened_at": Issue.opened_at}


def visible_to(user: Actor, *, long: bool = False) -> Select[Issue]:
    """The issues of the accounts a user reaches, and those that people whom the user reaches are to solve."""
    statement = select(Issue).where(Issue.deleted_at.is_(None))
    if reaches_all(user):
        return statement
    return statement.where(theirs(user, Issue.owner_id, Issue.account_id, long=long))


def by_id(user: Actor, issue_id: str) -> Select[Issue]:
    """One of them."""
    statement = select(Issue).where(Issue.id == issue_id, Issue.deleted_at.is_(None))
    if reaches_all(user):
        return statement
    return statement.where(or_(reached(user, Issue.owner_id), has_team_in_reach(user, Issue.account_id)))


def any_by_id(issue_id: str) -> Select[Issue]:
    """One by id without asking for reach, also a deleted one: for background steps and rules, never for an answer."""
    return select(Issue).where(Issue.id == issue_id)


def matching(user: Actor, *, due_until: date | None = None, **wanted: Any) -> Select[Issue]:
    """Those with these values (`account_id`, `owner_id`, `kind`, `severity`, `state` …), due by a day."""
    given = {name: value for name, value in wanted.items() if value is not None}
    statement = visible_to(user, long=not given.keys() & {"account_id", "owner_id"}).filter_by(**given)
    return statement if due_until is None else statement.where(Issue.due_on <= due_until)


def open_of_account(user: Actor, account_id: str) -> Select[Issue]:
    """What an account still waits for, the most urgent first."""
    return matching(user, account_id=account_id, state=State.OPEN).order_by(Issue.due_on, Issue.id)


def unclosed_of(user_id: str) -> Select[Issue]:
    """What somebody would leave behind, or is to hear of; without asking for reach, for the background only."""
    mine = or_(Issue.owner_id == user_id, Issue.waits_for_id == user_id)
    statement = select(Issue).where(mine, Issue.state != State.CLOSED, Issue.deleted_at.is_(None))
    return statement.order_by(Issue.id)


def to_escalate(at: datetime, most: int) -> Select[Issue]:
    """Open issues that have waited for too long, the longest first."""
    waiting = select(Issue).where(Issue.escalate_at <= at, Issue.deleted_at.is_(None))
    return waiting.order_by(Issue.escalate_at, Issue.id).limit(most)


def from_source(source_id: str) -> Select[Issue]:
    """The issues that came from a thing, such as a visit; also the deleted ones. The caller has found the thing."""
    return select(Issue).where(Issue.source_id == source_id).order_by(Issue.id)
