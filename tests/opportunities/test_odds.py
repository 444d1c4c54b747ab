"""The suggested probability: from 0 to 100, explained, and a better answer never lowers it."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as some

from kamfield.opportunities.rules import odds
from kamfield.opportunities.rules.gates import Question, Reply, Said, Standing, standing
from kamfield.opportunities.rules.stages import OPEN, Status

TODAY = date(2026, 3, 2)
FRESH_DAYS = 60
BETTER = {Reply.NO: 0, None: 1, Reply.UNKNOWN: 1, Reply.YES: 2}

said = some.none() | some.builds(
    Said, some.sampled_from(Reply), some.integers(0, 200).map(lambda days: TODAY - timedelta(days=days))
)
everything_said = some.fixed_dictionaries(dict.fromkeys(Question, said))


def stands(question: Question, what: Said | None) -> Standing:
    return standing(question, what, today=TODAY, fresh_days=FRESH_DAYS, opened_on=TODAY - timedelta(days=300))


def suggested(everything: dict[Question, Said | None], status: Status = Status.POTENTIAL) -> int:
    return odds.suggested(status, [stands(question, what) for question, what in everything.items()])


@given(everything_said, some.sampled_from(Question), said)
def test_a_better_answer_never_lowers_it(
    everything: dict[Question, Said | None], question: Question, instead: Said | None
) -> None:
    before, after = everything[question], instead
    changed = suggested(everything | {question: after}) - suggested(everything)
    worth = BETTER[after.reply if after else None] - BETTER[before.reply if before else None]
    if worth > 0 or (worth == 0 and after is not None and before is not None and after.on >= before.on):
        assert changed >= 0


@given(everything_said)
def test_it_lies_between_0_and_95_and_is_what_the_client_decided_in_the_end(
    everything: dict[Question, Said | None],
) -> None:
    assert all(0 <= suggested(everything, status) <= 95 for status in OPEN)
    assert (suggested(everything, Status.WON), suggested(everything, Status.LOST)) == (100, 0)


@given(everything_said)
def test_the_points_of_the_questions_are_the_whole_explanation(everything: dict[Question, Said | None]) -> None:
    points = [odds.points(stands(question, what)) for question, what in everything.items()]
    assert sum(points) == suggested(everything)
    assert all(0 <= one <= odds.most_points(question) for one, question in zip(points, everything, strict=True))


def test_the_figures_of_the_docstring_are_true() -> None:
    yes, nothing = Said(Reply.YES, TODAY), dict.fromkeys(Question, None)
    asked = list(Question)
    assert suggested(nothing) == odds.COLD == 15
    assert suggested(nothing | dict.fromkeys(asked[:5], yes)) == 30
    assert suggested(nothing | dict.fromkeys(asked[:10], yes)) == 55
    assert suggested(nothing | dict.fromkeys(asked, yes)) == 95
    assert suggested(dict.fromkeys(asked, Said(Reply.NO, TODAY))) == 0
