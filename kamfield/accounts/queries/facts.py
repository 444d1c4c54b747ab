"""Commercial facts: those that count now, and those they took the place of."""

from sqlalchemy import Select

from kamfield.accounts.models import Fact
from kamfield.accounts.queries.reach import parts
from kamfield.accounts.rules import sort_key
from kamfield.core.work import Actor

SORTS = {"observed_on": Fact.observed_on, "kind": Fact.kind}


def of_account(user: Actor, account_id: str, *, kind: str | None = None, history: bool = False) -> Select[Fact]:
    """The facts of one account that count now; with `history` all that ever did."""
    statement = parts(user, Fact).where(Fact.account_id == account_id)
    if kind is not None:
        statement = statement.where(Fact.kind == kind)
    return statement if history else statement.where(Fact.superseded_at.is_(None))


def same(user: Actor, account_id: str, kind: str, subject: str) -> Select[Fact]:
    """All facts of one kind and subject, the freshest first."""
    found = of_account(user, account_id, kind=kind, history=True).where(Fact.subject_key == sort_key(subject))
    return found.order_by(Fact.superseded_at.is_(None).desc(), Fact.observed_on.desc(), Fact.id.desc())
