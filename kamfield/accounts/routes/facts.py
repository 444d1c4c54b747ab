"""Commercial facts: learn, list, read, confirm, retract."""

from typing import Any

from sqlalchemy import Select

from kamfield.accounts import queries
from kamfield.accounts.actions import facts
from kamfield.accounts.models import Fact
from kamfield.accounts.queries.facts import SORTS, of_account
from kamfield.accounts.routes.blueprint import blueprint
from kamfield.accounts.rules.facts import FORMS, SAYING
from kamfield.accounts.schemas.facts import (
    Confirmation,
    FactDraft,
    FactKindsSchema,
    FactQuery,
    FactSchema,
    Retraction,
)
from kamfield.core.texts import translate
from kamfield.core.work import Work
from kamfield.web.problems import locale_of_request


@blueprint.get("/fact-kinds", FactKindsSchema)
def list_fact_kinds(work: Work) -> dict[str, Any]:
    """What kinds of commercial fact there are, and which columns each of them needs or may have."""
    locale = locale_of_request()
    return {
        "items": [
            {
                "kind": kind,
                "label": translate(form.label, locale),
                "needs": [column for column in SAYING if column in form.needs],
                "may": [column for column in SAYING if column in form.may],
                "unit": form.unit,
            }
            for kind, form in FORMS.items()
        ]
    }


@blueprint.post("/accounts/<id:account_id>/facts", FactDraft, FactSchema, status=201)
def learn_fact(work: Work, body: dict[str, Any], account_id: str) -> Fact:
    """Record a commercial fact.

    It takes the place of the current fact of the same kind and subject, which stays as history. When that one was seen
    to be so on a later day than this one, this one becomes history at once. To say that nothing changed, confirm the
    current fact instead.
    """
    return facts.learn(work, account_id, **body)


@blueprint.list("/accounts/<id:account_id>/facts", FactQuery, FactSchema, sorts=SORTS, usual="-observed_on")
def list_facts(work: Work, query: dict[str, Any], account_id: str) -> Select[Fact]:
    """The facts of a client that count now; with `history=true` all that ever did, the latest first."""
    account = work.one(queries.by_id(work.user, account_id))
    return of_account(work.user, account.id, **query)


@blueprint.get("/facts/<id:fact_id>", FactSchema)
def read_fact(work: Work, fact_id: str) -> Select[Fact]:
    """One fact."""
    return queries.part_by_id(work.user, Fact, fact_id)


@blueprint.post("/facts/<id:fact_id>/confirmation", Confirmation, FactSchema)
def confirm_fact(work: Work, body: dict[str, Any], fact_id: str) -> Fact:
    """Say that it is still so: the fact is fresh again. A fact that a newer one took the place of is refused (409)."""
    return facts.confirm(work, fact_id, **body)


@blueprint.delete("/facts/<id:fact_id>", query=Retraction)
def retract_fact(work: Work, query: dict[str, Any], version: int | None, fact_id: str) -> None:
    """Take back a fact that never was so, with the reason.

    For its author, the account's lead, those above the lead and admins. The fact whose place it took counts again.
    """
    facts.retract(work, fact_id, version=version, **query)
