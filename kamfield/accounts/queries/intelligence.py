"""Intelligence about a client."""

from sqlalchemy import Select

from kamfield.accounts.models import Intelligence
from kamfield.accounts.queries.reach import parts
from kamfield.core.work import Actor

SORTS = {"noted_on": Intelligence.noted_on, "kind": Intelligence.kind}


def of_account(
    user: Actor, account_id: str, *, kind: str | None = None, holds: bool | None = None
) -> Select[Intelligence]:
    """What is known of one account, of one kind, what still holds (`holds`) or no longer does."""
    statement = parts(user, Intelligence).where(Intelligence.account_id == account_id)
    if kind is not None:
        statement = statement.where(Intelligence.kind == kind)
    if holds is None:
        return statement
    return statement.where(Intelligence.closed_on.is_(None) if holds else Intelligence.closed_on.is_not(None))
