"""Where users are reached."""

from typing import Any

from sqlalchemy import Select

from kamfield.core.work import Work
from kamfield.users import queries
from kamfield.users.actions import passwords
from kamfield.users.actions import people as actions
from kamfield.users.actions.handovers import belongings
from kamfield.users.models import User
from kamfield.users.queries.people import possible_stand_ins
from kamfield.users.schemas.people import (
    Belongings,
    Deactivation,
    PersonSchema,
    UserChange,
    UserDraft,
    UserQuery,
    UserSchema,
)
from kamfield.web.blueprint import Blueprint
from kamfield.web.paging import ListQuery

blueprint = Blueprint("users", __name__, description="People and whom they report to")


@blueprint.get("/me", UserSchema)
def read_me(work: Work) -> User:
    """Who you are."""
    return work.one(queries.by_id(work.user, work.user.id))


@blueprint.list("/users", UserQuery, UserSchema, sorts=queries.SORTS)
def list_users(work: Work, query: dict[str, Any]) -> Select[User]:
    """The people you reach: yourself and everybody below you."""
    return queries.matching(work.user, **query)


@blueprint.get("/users/<id:user_id>", UserSchema)
def read_user(work: Work, user_id: str) -> User:
    """One of the people you reach."""
    return work.one(queries.by_id(work.user, user_id))


@blueprint.post("/users", UserDraft, UserSchema, status=201)
def add_user(work: Work, body: dict[str, Any]) -> User:
    """Add a user (administrators). Without a password they are invited: a link to choose one is mailed to them."""
    return actions.add(work, **body)


@blueprint.patch("/users/<id:user_id>", UserChange, UserSchema)
def change_user(work: Work, body: dict[str, Any], version: int | None, user_id: str) -> User:
    """Change a user.

    Everybody sets up their own locale, time zone, start point and working hours; administrators change everything of
    everybody, the manager too. A manager cannot report to anybody below them (`circular-reporting`).
    """
    return actions.change(work, user_id, version, **body)


@blueprint.delete("/users/<id:user_id>")
def delete_user(work: Work, version: int | None, user_id: str) -> None:
    """Take a user off the lists (administrators). Refused while they own anything: hand it over first."""
    actions.remove(work, user_id, version)


@blueprint.post("/users/<id:user_id>/deactivation", Deactivation, UserSchema)
def deactivate_user(work: Work, body: dict[str, Any], user_id: str) -> User:
    """Keep somebody out (administrators): all their devices are signed out at once. What they own stays theirs.

    409 `rows-not-sent` while a phone of theirs holds rows that nobody else has, with these phones in `unsent`; with
    `"acknowledged": true` it is done all the same. What is pushed within 14 days is kept as sync issues.
    """
    return actions.deactivate(work, user_id, **body)


@blueprint.delete("/users/<id:user_id>/deactivation", UserSchema)
def activate_user(work: Work, version: int | None, user_id: str) -> User:
    """Let somebody sign in again (administrators)."""
    return actions.activate(work, user_id, version)


@blueprint.post("/users/<id:user_id>/invitation", status=202)
def invite_user(work: Work, user_id: str) -> None:
    """Mail the invitation again (administrators); it is good for seven days."""
    passwords.invite(work, work.one(queries.by_id(work.user, user_id)))


@blueprint.get("/users/<id:user_id>/belongings", Belongings)
def read_belongings(work: Work, user_id: str) -> dict[str, Any]:
    """What somebody owns, counted by kind: what a hand-over would move now.

    `unsent` are their phones that held rows not yet pushed when they were seen last: have them sync before you hand
    over or deactivate, which ask for an acknowledgement while there are any.
    """
    user = work.one(queries.by_id(work.user, user_id))
    return {"owned": belongings(work, user.id), "unsent": work.house.unsent(work, user.id)}


@blueprint.list("/users/<id:user_id>/stand-ins", ListQuery, PersonSchema, sorts={"name": User.name})
def list_stand_ins(work: Work, query: dict[str, Any], user_id: str) -> Select[User]:
    """Who could stand in for a manager: people below, above and beside them."""
    return possible_stand_ins(work.user, work.one(queries.by_id(work.user, user_id)))
