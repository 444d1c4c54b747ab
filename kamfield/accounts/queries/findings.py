"""What the search texts of accounts are made from."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, select

from kamfield.accounts.models import Account, Contact, Finding, Tag

Columns = Select[*tuple[Any, ...]]


def named(account_ids: Sequence[str]) -> Columns:
    """Names, codes and tags of accounts, deleted ones too."""
    return select(Account.id, Account.name, Account.code, Account.tags, Account.deleted_at).where(
        Account.id.in_(account_ids)
    )


def people(account_ids: Sequence[str]) -> Columns:
    """Names and numbers of their contacts."""
    columns = (Contact.account_id, Contact.name, Contact.phone, Contact.mobile, Contact.active)
    return (
        select(*columns)
        .where(Contact.account_id.in_(account_ids), Contact.deleted_at.is_(None))
        .order_by(Contact.account_id, Contact.name_key, Contact.id)
    )


def findings(account_ids: Sequence[str]) -> Select[Finding]:
    """What they are found by at present."""
    return select(Finding).where(Finding.account_id.in_(account_ids))


def tags(account_ids: Sequence[str]) -> Columns:
    """Their tags as they are found by at present."""
    return select(Tag.tag, Tag.account_id).where(Tag.account_id.in_(account_ids))
