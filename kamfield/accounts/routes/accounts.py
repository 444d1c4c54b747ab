"""Accounts as such: add, find, read, change, decide the tier, take out and bring back."""

from functools import partial
from typing import Any

from kamfield.accounts.actions import accounts, merges
from kamfield.accounts.queries import accounts as queries
from kamfield.accounts.routes.blueprint import blueprint
from kamfield.accounts.schemas.accounts import (
    USUAL_METRES,
    AccountChange,
    AccountDraft,
    AccountQuery,
    AccountSchema,
    ListedAccountSchema,
    TierDecision,
)
from kamfield.core.prepared import rows_of
from kamfield.core.work import Work
from kamfield.geo.point import Datum, to_wgs84
from kamfield.web.site import site


@blueprint.post("/accounts", AccountDraft, AccountSchema, status=201)
def add_account(work: Work, body: dict[str, Any]) -> Any:
    """Add a client, with its first place and contact if you like. You lead it, unless you name somebody you reach.

    A client that looks like one that exists, by name, code, telephone number or place, is answered with 409
    `looks-like-existing` and the `candidates`: those within your reach by id and name, of the others only whom to ask.
    If it is none of them, send the same again with `confirmed_new`.
    """
    if body.get("place", {}).get("point"):
        body["place"]["point"] = to_wgs84(**body["place"]["point"])
    if "contact" in body:
        body["contact"]["region"] = site().settings.phone_region
    return partial(read_account, work, accounts.add(work, **body).id)


@blueprint.list("/accounts", AccountQuery, ListedAccountSchema, sorts=queries.SORTS)
def list_accounts(work: Work, query: dict[str, Any]) -> Any:
    """Find clients you reach.

    `q` finds any fragment, also of one or two characters, of the name, the code, a contact's name or a phone number in
    whatever form. `near` finds what has a place within `within_metres`; only then can the list be sorted by distance.
    """
    return queries.listed(work, **filters_of(query))


def filters_of(query: dict[str, Any]) -> dict[str, Any]:
    """The list's query as the archive understands it: `near` in its own datum, and how near."""
    datum = query.pop("datum", Datum.WGS84)
    if "near" in query:
        near = query["near"]
        query["near"] = to_wgs84(near.latitude, near.longitude, datum)
        query.setdefault("within_metres", USUAL_METRES)
    return query


@blueprint.get("/accounts/<id:account_id>", AccountSchema)
def read_account(work: Work, account_id: str) -> Any:
    """One client. One that was merged into another is answered with 404 and the other's id as `merged_into`."""
    found = rows_of(work.db, queries.one(work.user, account_id))
    return found[0] if found else merges.refuse_merged(work, account_id)


@blueprint.patch("/accounts/<id:account_id>", AccountChange, AccountSchema)
def change_account(work: Work, body: dict[str, Any], version: int | None, account_id: str) -> Any:
    """Change a client: anybody on its team and above."""
    return partial(read_account, work, accounts.change(work, account_id, version, **body).id)


@blueprint.put("/accounts/<id:account_id>/tier", TierDecision, AccountSchema)
def set_account_tier(work: Work, body: dict[str, Any], version: int | None, account_id: str) -> Any:
    """Decide a client's tier: a manager above its lead, or an admin; nobody decides about their own."""
    return partial(read_account, work, accounts.set_tier(work, account_id, version=version, **body).id)


@blueprint.delete("/accounts/<id:account_id>")
def delete_account(work: Work, version: int | None, account_id: str) -> None:
    """Take a client out of the archive, with its places, contacts and team: a manager above its lead, or an admin."""
    accounts.delete(work, account_id, version)


@blueprint.post("/accounts/<id:account_id>/restoration", answer=AccountSchema)
def restore_account(work: Work, account_id: str) -> Any:
    """Bring a deleted client back, with everything that was deleted with it."""
    return partial(read_account, work, accounts.restore(work, account_id).id)
