"""Duplicates of an account, and making one of two."""

from typing import Any

from kamfield.accounts.actions import duplicates, merges
from kamfield.accounts.routes.accounts import read_account
from kamfield.accounts.routes.blueprint import blueprint
from kamfield.accounts.schemas.accounts import AccountSchema
from kamfield.accounts.schemas.merges import CandidatesSchema, MergeOrder
from kamfield.core.work import Work


@blueprint.get("/accounts/<id:account_id>/duplicates", CandidatesSchema)
def read_duplicates(work: Work, account_id: str) -> dict[str, Any]:
    """The accounts that look like this client, by name, code, telephone number or place; at most ten."""
    return {"candidates": [one.told() for one in duplicates.of_account(work, account_id)]}


@blueprint.post("/accounts/<id:account_id>/merge", MergeOrder, AccountSchema)
def merge_account(work: Work, body: dict[str, Any], account_id: str) -> Any:
    """Make another record of this client part of it: a manager above both leads, or an admin.

    Team, places, contacts, facts, history and everything else move to this account; where both know something, this
    one counts unless `take` says otherwise. Reading the other one is answered with 404 and `merged_into` from then on.
    """
    return read_account(work, merges.merge(work, account_id, **body).id)
