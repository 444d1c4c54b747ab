"""The probability that the answers suggest.

Each question is worth points; their sum, 0 to 95, is the suggestion in per cent:

    question of                yes    yes, out of date    unknown or unasked    no
    Is it a project?            4            2                     1             0
    Is it ours?                 6            3                     1             0
    Can we win?                 9            4                     1             0

So nothing known is 15 %, a project 30 %, a project that is ours 55 %, all fifteen settled 95 %: before the order
nothing is certain. The later gates weigh more, because they are asked last and say most. What was won has 100 %, what
was lost 0 %. In each line the points fall from left to right, so a better answer never lowers the sum: yes ≥ unknown
≥ no, and fresh ≥ out of date.
"""

from collections.abc import Iterable, Mapping

from kamfield.opportunities.rules.gates import QUESTIONS, Gate, Lack, Question, Standing
from kamfield.opportunities.rules.stages import Status

MOST: Mapping[Gate, int] = {Gate.IS_PROJECT: 4, Gate.IS_OURS: 6, Gate.CAN_WIN: 9}
GATE_OF: Mapping[Question, Gate] = {question: gate for gate, asked in QUESTIONS.items() for question in asked}
CERTAIN: Mapping[Status, int] = {Status.WON: 100, Status.LOST: 0}
OPEN_QUESTION = 1
COLD = OPEN_QUESTION * len(GATE_OF)


def most_points(question: Question) -> int:
    """What a fresh yes is worth."""
    return MOST[GATE_OF[question]]


def points(standing: Standing) -> int:
    """What the answer to one question is worth now."""
    most = most_points(standing.question)
    if standing.lack is None:
        return most
    return {Lack.STALE: most // 2, Lack.NO: 0}.get(standing.lack, OPEN_QUESTION)


def suggested(status: Status, standings: Iterable[Standing]) -> int:
    """The sum of the points, in per cent; of what is decided, what the client decided."""
    return CERTAIN.get(status, sum(map(points, standings)))
