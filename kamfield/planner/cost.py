"""What a plan costs, in minutes: ways, days off the due day, changes of what was planned, visits left out."""

from kamfield.planner.problem import Problem
from kamfield.planner.solution import Order, Solution, way_minutes


def cost(problem: Problem, solution: Solution) -> float:
    """All of it; less is better."""
    planned = solution.planned()
    days = sum(day_cost(problem, place, order) for place, order in enumerate(solution.orders))
    return days + sum(left_out_cost(problem, task) for task in range(len(problem.tasks)) if task not in planned)


def day_cost(problem: Problem, place: int, order: Order) -> float:
    """One day: its ways, and what its visits cost for standing there."""
    return way_minutes(problem, order) + sum(standing_cost(problem, task, place) for task in order)


def standing_cost(problem: Problem, task: int, place: int) -> float:
    """What it costs that a visit stands on just this day.

    What was due before the period is due on its first day. Being early or late costs at most half of the visit's worth:
    late is better than never.
    """
    one, number = problem.tasks[task], problem.days[place].number
    off = abs(number - max(one.due, problem.days[0].number))
    changed = one.was_on is not None and one.was_on != number
    return min(one.drift * off, one.worth / 2) + (problem.change_cost if changed else 0)


def left_out_cost(problem: Problem, task: int) -> float:
    """What it costs to leave a visit out; one that was planned costs the change as well."""
    one = problem.tasks[task]
    return one.worth + (problem.change_cost if one.was_on is not None else 0)
