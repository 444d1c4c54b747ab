"""Where the policies and the company's calendar are reached."""

from typing import Any

from kamfield.core.errors import Fault, Invalid
from kamfield.core.texts import N_
from kamfield.core.work import Work
from kamfield.policies import actions, queries
from kamfield.policies.rules.policies import Policies
from kamfield.policies.rules.working_days import holidays_of, is_country, make_up_days
from kamfield.policies.schemas import CalendarSchema, HolidayQuery, PoliciesChange, PoliciesSchema
from kamfield.web.blueprint import Blueprint
from kamfield.web.problems import locale_of_request

blueprint = Blueprint("policies", __name__, description="How the company works, and its calendar")


@blueprint.get("/policies", PoliciesSchema)
def read_policies(work: Work) -> Policies:
    """The policies in force."""
    return queries.current(work)


@blueprint.patch("/policies", PoliciesChange, PoliciesSchema)
def change_policies(work: Work, body: dict[str, Any], version: int | None) -> Policies:
    """Change policies, as an administrator.

    Only what is sent changes; `null` returns a policy to its usual value, and then it follows the release. A policy of
    several values changes as a whole: send all four of `visit_every_days`, also those that stay as they are.
    """
    return actions.change(work, body, version)


@blueprint.get("/holidays", CalendarSchema, query=HolidayQuery)
def read_holidays(work: Work, query: dict[str, Any]) -> dict[str, Any]:
    """A year's holidays and make-up working days, of the company or of another place."""
    policies = queries.current(work)
    usual = policies.holiday_country, policies.holiday_subdivision
    country, subdivision = (query["country"], query.get("subdivision", "")) if "country" in query else usual
    if country and not is_country(country, subdivision):
        raise Invalid([Fault("unknown-country", N_("No holiday calendar is known for this place."), None, "country")])
    found = holidays_of(query["year"], country, subdivision, locale_of_request())
    return {
        "country": country,
        "subdivision": subdivision,
        "holidays": [{"day": day, "name": name} for day, name in found.items()],
        "make_up_days": make_up_days(query["year"], country),
    }
