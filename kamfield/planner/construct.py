"""Putting visits into a plan, the one that would suffer most from waiting first (insertion by regret-2).

Regret insertion: Potvin and Rousseau, "A parallel route building algorithm for the vehicle routing and scheduling
problem with time windows" (1993).
"""

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from math import inf
from typing import NamedTuple

from kamfield.planner.cost import left_out_cost, standing_cost
from kamfield.planner.problem import Problem
from kamfield.planner.solution import Order, Solution, starts

Taken = defaultdict[str, list[int]]


class Insertion(NamedTuple):
    """What it costs to put a task into a day, and the day's order then."""

    cost: float
    place: int
    order: Order


def construct(problem: Problem) -> Solution:
    """A first plan: what is fixed, then what was planned where it stood, then everything else by regret."""
    empty = Solution(tuple(() for _ in problem.days))
    tasks = range(len(problem.tasks))
    fixed = [task for task in tasks if problem.tasks[task].fixed_day is not None]
    stood = [task for task in tasks if problem.tasks[task].was_on is not None and task not in fixed]
    found = insert(problem, insert(problem, empty, fixed, must=True), stood, as_it_was=True)
    return insert(problem, found, (task for task in tasks if task not in found.planned()))


def insert(
    problem: Problem, solution: Solution, tasks: Iterable[int], *, must: bool = False, as_it_was: bool = False
) -> Solution:
    """The plan with as many of the tasks as fit and are worth it; `must` also where it is not worth it.

    `as_it_was` puts a task on the day it stood on or nowhere.
    """
    most = {task: inf if must else left_out_cost(problem, task) for task in tasks}
    taken = _taken(problem, solution)
    options = {task: _options(problem, solution, task, most[task], taken, as_it_was) for task in most}
    while options := {task: found for task, found in options.items() if found}:
        chosen = max(options, key=lambda task: (_regret(problem, task, options[task]), -task))
        best = min(options.pop(chosen).values())
        solution = solution.with_order(best.place, best.order)
        taken[problem.tasks[chosen].group].append(problem.days[best.place].number)
        for task, found in options.items():
            if problem.tasks[task].group == problem.tasks[chosen].group:
                found.clear()
                found.update(_options(problem, solution, task, most[task], taken, as_it_was))
            elif found.pop(best.place, None):
                _look(problem, solution, task, best.place, most[task], found)
    return solution


def _taken(problem: Problem, solution: Solution) -> Taken:
    """By account the numbers of the days on which it is visited."""
    found: Taken = defaultdict(list)
    for task, place in solution.planned().items():
        found[problem.tasks[task].group].append(problem.days[place].number)
    return found


def _options(
    problem: Problem, solution: Solution, task: int, most: float, taken: Taken, as_it_was: bool
) -> dict[int, Insertion]:
    """By place of the day the cheapest way to put a task in, on days that keep apart from its account's others."""
    found: dict[int, Insertion] = {}
    mine, others = problem.tasks[task], taken[problem.tasks[task].group]
    for place, day in enumerate(problem.days):
        if as_it_was and day.number != mine.was_on:
            continue
        if all(abs(day.number - other) >= mine.apart_days for other in others):
            _look(problem, solution, task, place, most, found)
    return found


def _look(
    problem: Problem, solution: Solution, task: int, place: int, most: float, found: dict[int, Insertion]
) -> None:
    if problem.windows[task][place]:
        best = _cheapest(problem, solution.orders[place], task, place, most)
        if best is not None:
            found[place] = best


def _cheapest(problem: Problem, order: Order, task: int, place: int, most: float) -> Insertion | None:
    """The cheapest position of a day, cheaper than `most`; the detours are tried from the least on."""
    standing, ways, me = standing_cost(problem, task, place), problem.ways, task + 1
    around = (0, *(one + 1 for one in order), 0)
    detours = sorted(
        (ways[a][me] + ways[me][b] - ways[a][b], position) for position, (a, b) in enumerate(pairwise(around))
    )
    for detour, position in detours:
        if detour + standing >= most:
            break
        longer = (*order[:position], task, *order[position:])
        if starts(problem, place, longer) is not None:
            return Insertion(detour + standing, place, longer)
    return None


def _regret(problem: Problem, task: int, options: dict[int, Insertion]) -> float:
    """How much dearer the second best day would be; with one day left, as dear as leaving the visit out."""
    prices = sorted(option.cost for option in options.values())
    return (prices[1] if len(prices) > 1 else left_out_cost(problem, task)) - prices[0]
