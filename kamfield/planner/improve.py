"""Making a plan better: take a few neighbouring visits out, put them back in another way, keep what is no worse.

Ruin and recreate with strings of neighbours: Schrimpf et al., "Record breaking optimization results using the ruin and
recreate principle" (2000); Christiaens and Vanden Berghe, "Slack induction by string removals" (2020). A plan that is
a little worse may be gone on from: the threshold falls to nothing (Dueck and Scheuer, "Threshold accepting", 1990).
"""

from collections.abc import Callable
from random import Random

from kamfield.planner.construct import insert
from kamfield.planner.cost import cost
from kamfield.planner.problem import Problem
from kamfield.planner.solution import Solution

MOST_REMOVED = 8
THRESHOLD = 0.02  # of the first plan's cost
SHARE_OF_OTHERS = 0.3  # how much of what is left out has another try in a round


def improve(
    problem: Problem, first: Solution, chance: Random, rounds: int, stop: Callable[[], bool] = lambda: False
) -> Solution:
    """The best plan found in so many rounds, or until `stop` says so; never a worse one than the first."""
    best = current = first
    best_cost = current_cost = first_cost = cost(problem, first)
    for number in range(rounds):
        if stop():
            break
        tried = _rebuilt(problem, current, chance)
        tried_cost = cost(problem, tried)
        threshold = THRESHOLD * first_cost * (1 - number / rounds)
        if tried_cost <= current_cost + threshold:
            current, current_cost = tried, tried_cost
        if tried_cost < best_cost:
            best, best_cost = tried, tried_cost
    return best


def _rebuilt(problem: Problem, solution: Solution, chance: Random) -> Solution:
    movable = [task for task in solution.planned() if problem.tasks[task].fixed_day is None]
    gone = _neighbours(problem, movable, chance)
    thinner = Solution(tuple(tuple(task for task in order if task not in gone) for order in solution.orders))
    planned = thinner.planned()
    out = [task for task in range(len(problem.tasks)) if task not in planned and task not in gone]
    again = [task for task in out if chance.random() < SHARE_OF_OTHERS]
    return insert(problem, thinner, [*gone, *again])


def _neighbours(problem: Problem, movable: list[int], chance: Random) -> set[int]:
    """A visit and those near it, wherever in the period they stand; now and then any few."""
    if not movable:
        return set()
    size = chance.randint(1, min(MOST_REMOVED, len(movable)))
    if chance.random() < 0.2:
        return set(chance.sample(movable, size))
    ways = problem.ways[chance.choice(movable) + 1]
    return set(sorted(movable, key=lambda task: ways[task + 1] * chance.uniform(0.7, 1.3))[:size])
