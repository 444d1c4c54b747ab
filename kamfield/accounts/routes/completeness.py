"""How complete and how fresh the archive of a client is."""

from collections.abc import Iterable
from typing import Any

from kamfield.accounts import queries
from kamfield.accounts.routes.blueprint import blueprint
from kamfield.accounts.rules.completeness import Gap
from kamfield.accounts.schemas.completeness import CompletenessSchema
from kamfield.core.texts import translate
from kamfield.core.work import Work
from kamfield.web.problems import locale_of_request


@blueprint.get("/accounts/<id:account_id>/completeness", CompletenessSchema)
def read_completeness(work: Work, account_id: str) -> dict[str, Any]:
    """What the account's tier requires to be known, what of it is missing, and what is older than allowed.

    Confirming a stale fact (`POST /facts/{id}/confirmation`) or recording a new one makes it fresh. An account without
    a tier is asked what a D is.
    """
    account = work.one(queries.by_id(work.user, account_id))
    found = queries.gaps(work, [account])[account.id]
    return {
        "account_id": account.id,
        "tier": account.tier,
        "percent": found.percent,
        "required": found.required,
        "met": found.met,
        "missing": _described(found.missing),
        "stale": _described(found.stale),
    }


def _described(gaps: Iterable[Gap]) -> list[dict[str, Any]]:
    locale = locale_of_request()
    return [
        {
            "code": gap.code,
            "label": translate(gap.label, locale),
            "since": gap.since,
            "subject": gap.subject,
            "fact_id": gap.id,
        }
        for gap in gaps
    ]
