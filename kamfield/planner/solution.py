"""A plan: for each day the visits in their order; and when each of them begins."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kamfield.planner.problem import Problem

QUARTER = 15  # people agree on full quarters of an hour

Order = tuple[int, ...]  # places of tasks in `problem.tasks`


@dataclass(frozen=True, slots=True)
class Solution:
    """`orders` has one entry for each day of the problem; tasks that stand in none are left out."""

    orders: tuple[Order, ...]

    def with_order(self, place: int, order: Order) -> "Solution":
        """The same with another order on one day."""
        return Solution((*self.orders[:place], order, *self.orders[place + 1 :]))

    def planned(self) -> dict[int, int]:
        """By task the place of its day."""
        return {task: place for place, order in enumerate(self.orders) for task in order}


@dataclass(frozen=True, slots=True)
class Stop:
    """A planned visit: its day's number, when it begins, and the minutes of the way before it."""

    task_id: str
    day: int
    start: int
    way_minutes: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the planner answers: stops in their order, and the visits for which there was no room.

    `cost` is in minutes, as `cost.py` counts them; less is better.
    """

    stops: tuple[Stop, ...]
    left_out: tuple[str, ...] = ()
    cost: float = field(default=0, compare=False)


def starts(problem: Problem, place: int, order: Sequence[int]) -> list[int] | None:
    """When each visit of a day begins, as early as can be; None when the day cannot hold them in this order."""
    day = problem.days[place]
    here, clock, found = 0, day.spans[0][0], []
    for task in order:
        start = _begin(problem, task, place, clock + problem.ways[here][task + 1])
        if start is None:
            return None
        found.append(start)
        here, clock = task + 1, start + problem.tasks[task].minutes
    return found if clock + problem.ways[here][0] <= day.spans[-1][1] else None


def way_minutes(problem: Problem, order: Iterable[int]) -> int:
    """The ways of a day, from the start and back to it."""
    here, total = 0, 0
    for task in order:
        total += problem.ways[here][task + 1]
        here = task + 1
    return total + problem.ways[here][0]


def told(problem: Problem, solution: Solution, cost: float) -> Proposal:
    """The plan in terms of ids, days and minutes."""
    planned = solution.planned()
    stops = [stop for place, order in enumerate(solution.orders) for stop in _stops(problem, place, order)]
    left_out = tuple(task.id for number, task in enumerate(problem.tasks) if number not in planned)
    return Proposal(tuple(stops), left_out, cost)


def _stops(problem: Problem, place: int, order: Order) -> Iterable[Stop]:
    here = 0
    for task, start in zip(order, starts(problem, place, order) or (), strict=True):
        yield Stop(problem.tasks[task].id, problem.days[place].number, start, problem.ways[here][task + 1])
        here = task + 1


def _begin(problem: Problem, task: int, place: int, arrival: int) -> int | None:
    """The first full quarter at which the visit fits; an agreed start is kept to the minute."""
    fixed, minutes = problem.tasks[task].fixed_start, problem.tasks[task].minutes
    if fixed is not None:
        return fixed if arrival <= fixed else None
    for opens, closes in problem.windows[task][place]:
        start = -(-max(arrival, opens) // QUARTER) * QUARTER
        if start + minutes <= closes:
            return start
    return None
