"""What is to be chased, and what was."""

from datetime import date
from typing import Any

from sqlalchemy import Select, select

from kamfield.accounts.models import Account
from kamfield.core.work import Actor
from kamfield.quotes.models import FollowUp, Quote
from kamfield.quotes.queries.quotes import visible_to
from kamfield.quotes.rules.states import FollowUpState

FOLLOW_UP_SORTS = {"due_on": FollowUp.due_on}


def follow_up_by_id(user: Actor, follow_up_id: str) -> Select[FollowUp]:
    """One step."""
    return visible_to(user, FollowUp).where(FollowUp.id == follow_up_id)


def follow_ups(
    user: Actor,
    *,
    state: str | None = None,
    due_until: date | None = None,
    quote_id: str | None = None,
    owner_id: str | None = None,
    account_id: str | None = None,
) -> Select[FollowUp]:
    """The steps in a state, due on a day or before, of one quotation, of one owner, at one account."""
    given: list[tuple[Any, Any]] = [
        (FollowUp.state, state),
        (FollowUp.quote_id, quote_id),
        (FollowUp.owner_id, owner_id),
        (FollowUp.account_id, account_id),
    ]
    long = quote_id is None and owner_id is None and account_id is None
    seen = visible_to(user, FollowUp, long=long)
    statement = seen.where(*(column == value for column, value in given if value is not None))
    return statement if due_until is None else statement.where(FollowUp.due_on <= due_until)


def step_on(quote_id: str, step: str, due_on: date) -> Select[FollowUp]:
    """The step of this kind on a day, whatever became of it; the quotation was found before."""
    same = (FollowUp.quote_id == quote_id, FollowUp.step == step, FollowUp.due_on == due_on)
    return select(FollowUp).where(*same, FollowUp.deleted_at.is_(None))


def to_chase(user: Actor, owner_id: str, until: date) -> Select[*tuple[Any, ...]]:
    """What somebody has to chase until a day, with the quotation and the client, as plain columns."""
    steps = follow_ups(user, state=FollowUpState.DUE, due_until=until, owner_id=owner_id)
    joined = steps.join(Quote, Quote.id == FollowUp.quote_id).join(Account, Account.id == FollowUp.account_id)
    columns = (
        FollowUp.due_on,
        Quote.number,
        Quote.title,
        Quote.amount,
        Quote.currency,
        Account.name.label("account_name"),
    )
    return joined.with_only_columns(*columns).order_by(FollowUp.due_on, FollowUp.id)


def open_steps(user: Actor, quote_id: str) -> Select[FollowUp]:
    """What of the ladder of a quotation has still to be done, the earliest first."""
    statement = follow_ups(user, state=FollowUpState.DUE, quote_id=quote_id)
    return statement.order_by(FollowUp.due_on, FollowUp.step)
