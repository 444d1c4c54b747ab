"""Intelligence about a client: add, list, read, change, confirm, close, delete."""

from typing import Any

from sqlalchemy import Select

from kamfield.accounts import queries
from kamfield.accounts.actions import intelligence
from kamfield.accounts.models import Intelligence
from kamfield.accounts.queries.intelligence import SORTS, of_account
from kamfield.accounts.routes.blueprint import blueprint
from kamfield.accounts.schemas.facts import Confirmation
from kamfield.accounts.schemas.intelligence import (
    Closure,
    IntelligenceChange,
    IntelligenceDraft,
    IntelligenceQuery,
    IntelligenceSchema,
)
from kamfield.core.work import Work


@blueprint.post("/accounts/<id:account_id>/intelligence", IntelligenceDraft, IntelligenceSchema, status=201)
def add_intelligence(work: Work, body: dict[str, Any], account_id: str) -> Intelligence:
    """Note a goal, a need, a competitor, a strength, an event … of a client."""
    return intelligence.add(work, account_id, **body)


@blueprint.list(
    "/accounts/<id:account_id>/intelligence", IntelligenceQuery, IntelligenceSchema, sorts=SORTS, usual="-noted_on"
)
def list_intelligence(work: Work, query: dict[str, Any], account_id: str) -> Select[Intelligence]:
    """What is known about a client, the latest first."""
    account = work.one(queries.by_id(work.user, account_id))
    return of_account(work.user, account.id, **query)


@blueprint.get("/intelligence/<id:intelligence_id>", IntelligenceSchema)
def read_intelligence(work: Work, intelligence_id: str) -> Select[Intelligence]:
    """One piece of intelligence."""
    return queries.part_by_id(work.user, Intelligence, intelligence_id)


@blueprint.patch("/intelligence/<id:intelligence_id>", IntelligenceChange, IntelligenceSchema)
def change_intelligence(work: Work, body: dict[str, Any], version: int | None, intelligence_id: str) -> Intelligence:
    """Say it better. What was said before stays in the account's history."""
    return intelligence.change(work, intelligence_id, version, **body)


@blueprint.post("/intelligence/<id:intelligence_id>/confirmation", Confirmation, IntelligenceSchema)
def confirm_intelligence(work: Work, body: dict[str, Any], intelligence_id: str) -> Intelligence:
    """Say that it is still so: it is fresh again."""
    return intelligence.confirm(work, intelligence_id, **body)


@blueprint.post("/intelligence/<id:intelligence_id>/closure", Closure, IntelligenceSchema)
def close_intelligence(work: Work, body: dict[str, Any], intelligence_id: str) -> Intelligence:
    """Say that it no longer holds: the need is met, the competitor is gone."""
    return intelligence.close(work, intelligence_id, **body)


@blueprint.delete("/intelligence/<id:intelligence_id>/closure", IntelligenceSchema)
def reopen_intelligence(work: Work, version: int | None, intelligence_id: str) -> Intelligence:
    """Say that it holds after all."""
    return intelligence.reopen(work, intelligence_id, version)


@blueprint.delete("/intelligence/<id:intelligence_id>")
def delete_intelligence(work: Work, version: int | None, intelligence_id: str) -> None:
    """Delete what was a mistake: its author, the account's lead, those above the lead and admins may."""
    intelligence.delete(work, intelligence_id, version)
