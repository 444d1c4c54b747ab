"""Whose confidence the notes on a client's people are kept in."""

from sqlalchemy import Select, select

from kamfield.accounts.models import Account


def lead_of(account_id: str) -> Select[str]:
    """The id of an account's lead, without asking for reach: for rules, never for an answer."""
    return select(Account.lead_id).where(Account.id == account_id)
