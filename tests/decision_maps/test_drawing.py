"""How a decision map lies on the page."""

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kamfield.decision_maps.rules.codes import BuyingRole, Influence
from kamfield.decision_maps.rules.curves import curves
from kamfield.decision_maps.rules.layout import BOX_HEIGHT, BOX_WIDTH, MOST_IN_A_ROW, Layout, crossings, lay_out
from kamfield.decision_maps.rules.lettering import fitting
from kamfield.decision_maps.rules.people import DecisionMap, Line, Person

PEOPLE = st.lists(st.sampled_from([*BuyingRole, None]), max_size=30).map(
    lambda roles: tuple(Person(str(number), f"P{number}", role=role) for number, role in enumerate(roles))
)


@st.composite
def maps(draw: st.DrawFn) -> DecisionMap:
    people = draw(PEOPLE)
    if len(people) < 2:
        return DecisionMap(people)
    ends = st.tuples(st.sampled_from(people), st.sampled_from(people), st.sampled_from(Influence))
    drawn = draw(st.lists(ends.filter(lambda one: one[0] != one[1]), max_size=40))
    return DecisionMap(people, tuple(Line(a.id, b.id, kind) for a, b, kind in drawn))


@given(maps())
def test_everybody_has_a_place_of_their_own_on_the_page(found: DecisionMap) -> None:
    page = lay_out(found)
    assert page.boxes.keys() == {person.id for person in found.people}
    for row in page.rows:
        assert 0 < len(row.boxes) <= MOST_IN_A_ROW
        assert all(left.x + BOX_WIDTH < right.x for left, right in pairwise(row.boxes))
        assert row.boxes[0].x > 0
        assert row.boxes[-1].x + BOX_WIDTH < page.width
    assert all(upper.y + BOX_HEIGHT < lower.y for upper, lower in pairwise(page.rows))


@given(maps())
def test_who_approves_stands_above_who_uses_it(found: DecisionMap) -> None:
    order = [*BuyingRole, None]
    ranks = [order.index(row.role) for row in lay_out(found).rows]
    assert ranks == sorted(ranks)


@given(maps())
def test_every_line_leaves_one_box_and_reaches_the_other(found: DecisionMap) -> None:
    page = lay_out(found)
    drawn = curves(page, found.lines)
    assert [curve.line for curve in drawn] == list(found.lines)
    for curve in drawn:
        numbers = [float(one) for one in re.findall(r"-?\d+\.\d", curve.path)]
        assert _touches(page, curve.line.from_id, numbers[0], numbers[1])
        assert _touches(page, curve.line.to_id, numbers[-2], numbers[-1])


def _touches(page: Layout, person_id: str, x: float, y: float) -> bool:
    box = page.boxes[person_id]
    return box.x < x < box.x + BOX_WIDTH and min(abs(y - box.y), abs(y - box.y - BOX_HEIGHT)) < 0.1


def test_neighbours_change_places_so_that_lines_do_not_cross() -> None:
    above = tuple(Person(f"a{n}", f"A{n}", role=BuyingRole.DECISION_MAKER) for n in range(5))
    below = tuple(Person(f"b{n}", f"B{n}", role=BuyingRole.EVALUATOR) for n in range(5))
    lines = tuple(Line(f"a{n}", f"b{4 - n}", Influence.FORMAL) for n in range(5))
    assert crossings(lay_out(DecisionMap((*above, *below), lines)), lines) == 0


def test_a_text_that_is_too_wide_ends_in_dots_and_chinese_counts_double() -> None:
    assert fitting("Short", 10) == "Short"
    assert fitting("采购部高级总监", 5) == "采购部高…"
    assert fitting("Maximilian von Habsburg", 9) == "Maximilian vo…"
