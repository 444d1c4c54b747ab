"""What accounts and opportunities took of us."""

from collections.abc import Mapping
from typing import Any

from kamfield.core.work import Work
from kamfield.visits.actions import effort
from kamfield.visits.routes.blueprint import blueprint
from kamfield.visits.schemas.effort import EffortQuery, EffortSchema


@blueprint.get("/accounts/<id:account_id>/effort", EffortSchema, query=EffortQuery)
def read_account_effort(work: Work, query: dict[str, Any], account_id: str) -> Mapping[str, Any]:
    """Visits to a client, time with it and on the way, all together and by person."""
    return effort.for_account(work, account_id, **query)


@blueprint.get("/opportunities/<id:opportunity_id>/effort", EffortSchema, query=EffortQuery)
def read_opportunity_effort(work: Work, query: dict[str, Any], opportunity_id: str) -> Mapping[str, Any]:
    """The visits that served an opportunity, time with the client and on the way, all together and by person."""
    return effort.for_opportunity(work, opportunity_id, **query)
