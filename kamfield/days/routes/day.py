"""The day."""

from typing import Any

from kamfield.core.work import Work
from kamfield.days.actions.day import day_of
from kamfield.days.routes.blueprint import blueprint
from kamfield.days.rules.day import Day
from kamfield.days.schemas.day import DayQuery, DaySchema


@blueprint.get("/day", DaySchema, query=DayQuery)
def read_day(work: Work, query: dict[str, Any]) -> Day:
    """The home screen in one call: the day's visits in their order with the ways between them, what is to do and to
    chase, and what deserves attention.

    Without `on` it is today where the rep is. Managers read the day of somebody below them by `rep_id`. Lists are short
    and say how many there are in all: `/todo-items` and `/follow-ups` have the rest.
    """
    return day_of(work, **query)
