"""By when a month is to be planned: a day of the month before, where the rep lives."""

from datetime import date, timedelta

from kamfield.plans.rules.month import first_of, following
from kamfield.plans.rules.states import State

NOT_HANDED_IN = frozenset({State.DRAFT, State.RETURNED})


def due_on(month: date, due_day: int) -> date:
    """The last day on which the plan of a month is in time."""
    return (month - timedelta(days=1)).replace(day=due_day)


def latest_due(today: date, due_day: int) -> date:
    """The latest month whose plan should have been handed in before `today`."""
    return following(today) if today.day > due_day else first_of(today)


def is_overdue(state: str, month: date, today: date, due_day: int) -> bool:
    """Whether it should have been handed in by now and lies with the rep."""
    return state in NOT_HANDED_IN and today > due_on(month, due_day)
