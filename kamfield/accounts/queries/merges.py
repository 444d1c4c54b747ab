"""What belongs to an account that becomes part of another one."""

from sqlalchemy import Select, Update, select, update

from kamfield.accounts.models import Account, ImportDifference, Part
from kamfield.accounts.queries.reach import visible_to
from kamfield.core.journal import Entry
from kamfield.core.work import Actor


def belongings(kind: type[Part], account_id: str) -> Select[Part]:
    """Every row of a kind, the deleted ones too: what was deleted stays known."""
    return select(kind).where(kind.account_id == account_id)


def pointing_at(account_id: str) -> Select[Account]:
    """Its branches, and the accounts that went into it before."""
    return select(Account).where((Account.parent_id == account_id) | (Account.merged_into_id == account_id))


def told_under(account_id: str, into_id: str) -> tuple[Update, Update]:
    """Lets the journal and what imports changed speak of the account that is left; what happened stays as it was."""
    return (
        update(Entry).where(Entry.account_id == account_id).values(account_id=into_id),
        update(ImportDifference).where(ImportDifference.account_id == account_id).values(account_id=into_id),
    )


def went_into(user: Actor, account_id: str) -> Select[Account]:
    """The account that a merged one is part of now, for those who reach it."""
    merged = select(Account.merged_into_id).where(Account.id == account_id).scalar_subquery()
    return visible_to(user).where(Account.id == merged)
