"""Accounts as such: add, list, read."""

from typing import Any

from sqlalchemy import Select

from kamfield.accounts import queries
from kamfield.accounts.actions import accounts
from kamfield.accounts.models import Account
from kamfield.accounts.queries.accounts import SORTS
from kamfield.accounts.routes.blueprint import blueprint
from kamfield.accounts.schemas.accounts import AccountDraft, AccountQuery, AccountSchema
from kamfield.core.work import Work


@blueprint.post("/accounts", AccountDraft, AccountSchema, status=201)
def add_account(work: Work, body: dict[str, Any]) -> Account:
    """Add a client. Whoever adds it leads it, unless they name somebody they reach."""
    return accounts.add(work, **body)


@blueprint.list("/accounts", AccountQuery, AccountSchema, sorts=SORTS)
def list_accounts(work: Work, query: dict[str, Any]) -> Select[Account]:
    """The clients you reach."""
    return queries.visible_to(work.user)


@blueprint.get("/accounts/<id:account_id>", AccountSchema)
def read_account(work: Work, account_id: str) -> Account:
    """One client."""
    return work.one(queries.by_id(work.user, account_id))
