"""The line above somebody: who is asked first, and who after one that does not answer."""

from kamfield.core.work import Work
from kamfield.users.actions import deciders_above
from kamfield.users.models import User
from kamfield.users.rules.line import Standing, deciders, next_up
from tests.cast import Cast


def test_the_nearest_come_first_and_whoever_cannot_decide_is_left_out() -> None:
    above = {
        "mei": Standing("max", can_decide=True),
        "max": Standing("dana", can_decide=False),
        "dana": Standing(None, can_decide=True),
    }
    assert deciders("mei", above) == ["mei", "dana"]
    assert deciders(None, above) == deciders("stranger", above) == []
    assert [next_up(["mei", "dana"], one) for one in (None, "mei", "dana", "gone")] == ["mei", "dana", None, "mei"]
    assert next_up([], None) is None


def test_whoever_is_not_active_is_passed_over_and_the_line_goes_on(work: Work) -> None:
    assert deciders_above(work, Cast.li.id) == [Cast.mei.id, Cast.dana.id]
    work.db.get_one(User, Cast.mei.id).active = False
    work.db.flush()
    assert deciders_above(work, Cast.li.id) == [Cast.dana.id]
    assert deciders_above(work, Cast.dana.id) == []


def test_a_long_line_costs_no_more_than_a_short_one(work: Work, count_statements) -> None:
    for person in (Cast.dana, Cast.li):
        work.db.expire_all()
        with count_statements() as said:
            deciders_above(work, person.id)
        assert sum(one.startswith("SELECT") for one in said) == 2
