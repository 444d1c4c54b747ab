"""The planner's door: a problem goes in, a proposal comes out."""

from collections.abc import Callable
from random import Random

from kamfield.planner.construct import construct
from kamfield.planner.cost import cost
from kamfield.planner.improve import improve
from kamfield.planner.problem import Problem
from kamfield.planner.solution import Proposal, told

ROUNDS = 600


def solve(
    problem: Problem, *, rounds: int = ROUNDS, seed: int = 1, stop: Callable[[], bool] = lambda: False
) -> Proposal:
    """A plan of the period. The same problem with the same seed and rounds yields the same plan.

    What is fixed stays, whatever it costs; a fixed visit that its day cannot hold is left out and named. `stop` is
    asked before each round.
    """
    first = construct(problem)
    best = improve(problem, first, Random(seed), rounds, stop)  # noqa: S311  not a secret
    return told(problem, best, cost(problem, best))
