"""The team of an account."""

from typing import Any

from sqlalchemy import Select

from kamfield.accounts import queries
from kamfield.accounts.actions import team
from kamfield.accounts.queries import accounts
from kamfield.accounts.queries.team import SORTS, member, team_of
from kamfield.accounts.routes.blueprint import blueprint
from kamfield.accounts.schemas.accounts import AccountSchema, NewLead
from kamfield.accounts.schemas.team import MemberQuery, MemberSchema, NewMember
from kamfield.core.work import Work


@blueprint.list("/accounts/<id:account_id>/members", MemberQuery, MemberSchema, sorts=SORTS)
def list_members(work: Work, query: dict[str, Any], account_id: str) -> Select[*tuple[Any, ...]]:
    """Who of ours works with a client."""
    work.row(queries.reached_id(work.user, account_id))
    return team_of(work.user, account_id)


@blueprint.post("/accounts/<id:account_id>/members", NewMember, MemberSchema, status=201)
def add_member(work: Work, body: dict[str, Any], account_id: str) -> Any:
    """Put a colleague on a client's team, who sees it from then on: its lead and those above."""
    return read_member(work, team.add_member(work, account_id, **body).id)


@blueprint.get("/members/<id:member_id>", MemberSchema)
def read_member(work: Work, member_id: str) -> Any:
    """Somebody's place on a team."""
    return work.row(member(work.user, member_id))


@blueprint.delete("/members/<id:member_id>")
def remove_member(work: Work, version: int | None, member_id: str) -> None:
    """Take somebody off a team: the client's lead and those above. The lead stays until another one is named."""
    team.remove_member(work, member_id, version)


@blueprint.put("/accounts/<id:account_id>/lead", NewLead, AccountSchema)
def set_account_lead(work: Work, body: dict[str, Any], version: int | None, account_id: str) -> Any:
    """Give a client to another lead: a manager above the present one, an admin, or a manager who leads it.

    With `"keep_old": false` the old lead leaves the team: 409 `rows-not-sent` while a phone of theirs holds rows that
    nobody else has (`unsent` names the phones), unless you send `"acknowledged": true`.
    """
    return work.row(accounts.one(work.user, team.set_lead(work, account_id, version=version, **body).id))
