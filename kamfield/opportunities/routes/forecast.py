"""The forecast."""

from typing import Any

from kamfield.core.work import Work
from kamfield.opportunities.actions import forecast
from kamfield.opportunities.routes.blueprint import blueprint
from kamfield.opportunities.schemas.forecast import ForecastQuery, ForecastSchema


@blueprint.get("/opportunities/forecast", ForecastSchema, query=ForecastQuery)
def read_forecast(work: Work, query: dict[str, Any]) -> forecast.Forecast:
    """What is to be expected: amount × probability by month of the expected close, per currency.

    `by=owner` and `by=team` break it down further; an opportunity counts in every team it is part of, and once in the
    totals. Only undecided ones count as expected. Those that should have closed before today stand apart under
    `overdue`, whatever the months asked for; what was won in these months stands under `won`.
    """
    return forecast.forecast(work, **query)
