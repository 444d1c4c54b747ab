"""What a decision map warns of: one planned weakness each, and silence where there is none."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kamfield.decision_maps.rules.codes import BuyingRole, Depth, Influence, Support
from kamfield.decision_maps.rules.people import DecisionMap, Line, Person
from kamfield.decision_maps.rules.warnings import SENTENCES, warnings

TODAY = date(2026, 3, 2)
WANG = Person("wang", "Wang", role=BuyingRole.APPROVER, support=Support.SUPPORTER, depth=Depth.MULTIPLE)
CHEN = Person("chen", "Chen", role=BuyingRole.EVALUATOR, support=Support.NEUTRAL, depth=Depth.BRIEF)
ZHAO = Person("zhao", "Zhao", role=BuyingRole.END_USER, support=Support.OPPONENT, depth=Depth.BRIEF)


def codes(*people: Person, lines: tuple[Line, ...] = ()) -> list[str]:
    return [one.code for one in warnings(DecisionMap(people, lines), TODAY, 60)]


def test_a_sound_map_warns_of_nothing() -> None:
    assert codes(WANG, CHEN) == []


def test_an_empty_map_says_so_and_nothing_else() -> None:
    assert codes() == ["nobody-on-the-map"]


def test_somebody_must_give_the_last_approval() -> None:
    assert codes(CHEN, replace(ZHAO, support=Support.NEUTRAL)) == ["no-approver"]


@pytest.mark.parametrize("depth", [Depth.NONE, Depth.UNKNOWN, None])
def test_an_approver_whom_nobody_met_is_named(depth: Depth | None) -> None:
    [found] = warnings(DecisionMap((replace(WANG, depth=depth), CHEN, ZHAO)), TODAY, 60)
    assert (found.code, found.contact_id, found.params) == ("approver-never-met", "wang", {"name": "Wang"})


def test_a_reported_visit_counts_as_having_met_whatever_the_rep_says() -> None:
    assert codes(replace(WANG, depth=Depth.NONE, last_met_on=TODAY), CHEN) == []


@pytest.mark.parametrize("support", [Support.NEUTRAL, Support.NON_SUPPORTER, None])
def test_one_of_those_who_decide_should_be_for_us(support: Support | None) -> None:
    assert codes(replace(WANG, support=support), CHEN) == ["no-supporter-among-deciders"]


def test_a_decision_maker_who_is_for_us_is_enough() -> None:
    maker = replace(CHEN, role=BuyingRole.DECISION_MAKER, support=Support.MENTOR)
    assert codes(replace(WANG, support=Support.NEUTRAL), maker) == []


def test_one_acquaintance_is_not_enough() -> None:
    assert codes(WANG, replace(CHEN, depth=Depth.NONE)) == ["one-contact-only"]


def test_a_map_of_strangers_says_that_nobody_is_known() -> None:
    assert "nobody-known" in codes(replace(WANG, depth=None), replace(CHEN, depth=Depth.UNKNOWN))


def test_an_opponent_nobody_listens_to_is_let_be() -> None:
    assert codes(WANG, CHEN, ZHAO, lines=(Line("wang", "zhao", Influence.FORMAL),)) == []


@pytest.mark.parametrize("kind", list(Influence))
def test_an_opponent_is_heard_also_through_somebody_else(kind: Influence) -> None:
    through = (Line("zhao", "chen", kind), Line("chen", "wang", kind))
    assert codes(WANG, CHEN, ZHAO, lines=through) == ["opponent-with-influence"]


def test_an_opponent_who_decides_has_influence() -> None:
    against = replace(ZHAO, role=BuyingRole.DECISION_MAKER)
    assert codes(WANG, against) == ["opponent-with-influence"]


def test_people_who_listen_to_each_other_make_no_endless_search() -> None:
    circle = (Line("zhao", "chen", Influence.POLITICAL), Line("chen", "zhao", Influence.POLITICAL))
    assert codes(WANG, CHEN, ZHAO, lines=circle) == []


def test_who_left_counts_for_nothing_but_is_named() -> None:
    assert codes(replace(WANG, is_active=False), CHEN, replace(CHEN, id="li")) == ["no-approver", "left"]


def test_what_is_older_than_the_policy_is_outdated_a_day_later() -> None:
    on_the_edge = replace(CHEN, assessed_on=TODAY - timedelta(days=60))
    assert codes(WANG, on_the_edge) == []
    [found] = warnings(DecisionMap((WANG, replace(CHEN, assessed_on=TODAY - timedelta(days=61)))), TODAY, 60)
    assert (found.code, found.params) == ("outdated", {"name": "Chen", "days": 61})


def test_every_warning_has_its_sentence() -> None:
    for code, sentence in SENTENCES.items():
        assert sentence.endswith("."), code
