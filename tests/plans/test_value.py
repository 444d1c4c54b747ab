"""What a plan is worth: exact, each opportunity once, each currency by itself."""

from collections import defaultdict
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kamfield.core.work import Work
from kamfield.plans.rules.value import Aim, Worth, worth_of
from tests.api import Api
from tests.make.accounts import make_account
from tests.make.opportunities import an_opportunity
from tests.make.plans import make_line, make_plan
from tests.make.visits import make_visit

AMOUNTS = st.none() | st.decimals(0, 10**13, places=4, allow_nan=False, allow_infinity=False)


@st.composite
def plans(draw) -> list[Aim]:
    """Lines of a plan: several may serve one opportunity, whose amount, currency and probability are its own."""
    opportunities = [
        (
            f"o{number}",
            "potential",
            draw(AMOUNTS),
            draw(st.sampled_from(["CNY", "EUR", "USD"])),
            draw(st.integers(0, 100)),
        )
        for number in range(draw(st.integers(0, 6)))
    ]
    lines = draw(st.lists(st.sampled_from(opportunities), max_size=20)) if opportunities else []
    return [Aim(*one, override=draw(st.none() | st.integers(0, 100))) for one in lines]


@given(plans())
def test_the_sum_is_exact_and_counts_each_opportunity_once(aims: list[Aim]) -> None:
    expected: dict[str, int] = defaultdict(int)  # in units of a millionth
    for opportunity_id in {aim.opportunity_id for aim in aims}:
        mine = [aim for aim in aims if aim.opportunity_id == opportunity_id]
        best = max(aim.probability if aim.override is None else aim.override for aim in mine)
        expected[mine[0].currency] += int((mine[0].amount or 0) * 10**4) * best
    found = worth_of(aims)
    assert {one.currency: one.value for one in found} == {
        currency: Decimal(units).scaleb(-6) for currency, units in expected.items()
    }
    assert sum(one.opportunities for one in found) == len({aim.opportunity_id for aim in aims})


@given(plans(), st.randoms())
def test_the_order_of_the_lines_does_not_matter_nor_does_a_second_visit(aims: list[Aim], chance) -> None:
    shuffled = [*aims, *aims]
    chance.shuffle(shuffled)
    assert worth_of(shuffled) == worth_of(aims)


@given(plans())
def test_it_is_never_more_than_the_amounts(aims: list[Aim]) -> None:
    assert all(0 <= one.value <= one.amount for one in worth_of(aims))


def test_what_is_won_is_certain_and_what_is_lost_is_nothing() -> None:
    won, lost = (Aim(name, name, Decimal("10.00"), "CNY", 40, 60) for name in ("won", "lost"))
    assert worth_of([won, lost]) == [Worth("CNY", 2, 0, Decimal("20.00"), Decimal("10.0000"))]


def test_currencies_are_not_added_up() -> None:
    aims = [Aim(currency, "ours", Decimal(100), currency, 50) for currency in ("EUR", "CNY")]
    assert [(one.currency, one.value) for one in worth_of(aims)] == [("CNY", 50), ("EUR", 50)]


def test_the_value_over_http_takes_the_lines_chance_and_the_visits_opportunity(api: Api, work: Work) -> None:
    account = make_account(work)
    work.db.commit()
    big = an_opportunity(api.li, account.id, probability=40)
    small = an_opportunity(api.li, account.id, amount="1000.00", currency="EUR", probability=10, name="Line 3")
    idle = an_opportunity(api.li, account.id, name="Nobody goes there")
    plan = make_plan(work, [])
    visits = [make_visit(work, account, day=date(2026, 4, day)) for day in (8, 15)]
    third = make_visit(work, account, day=date(2026, 4, 22), opportunity_id=small["id"])
    for visit, chance in zip(visits, (None, 60), strict=True):
        make_line(work, plan, visit, opportunity_id=big["id"], probability=chance)
    make_line(work, plan, third)
    shown = api.mei.get(f"/plans/{plan.id}").json
    assert shown["value"] == api.li.get(f"/plans/{plan.id}/check").json["value"]
    worth = {one["currency"]: (one["opportunities"], Decimal(one["value"])) for one in shown["value"]}
    assert worth == {"CNY": (1, Decimal("288000")), "EUR": (1, Decimal("100"))}
    assert [(line["opportunity_id"], line["chance"]) for line in shown["lines"]] == [
        (big["id"], 40),
        (big["id"], 60),
        (small["id"], 10),
    ]
    unserved = [one["text"] for one in shown["findings"] if one["code"] == "opportunity-without-visit"]
    assert unserved == [f"No visit of this month serves the opportunity {idle['name']}."]


def test_rejected_lines_are_worth_nothing(api: Api, work: Work) -> None:
    account = make_account(work)
    work.db.commit()
    aim = an_opportunity(api.li, account.id)
    plan = make_plan(work, [])
    line = make_line(work, plan, make_visit(work, account, day=date(2026, 4, 8)), opportunity_id=aim["id"])
    make_line(work, plan, make_visit(work, account, day=date(2026, 4, 15)))
    api.li.post(f"/plans/{plan.id}/submission", {"acknowledged": True})
    assert len(api.mei.get(f"/plans/{plan.id}").json["value"]) == 1
    api.mei.post(f"/plans/{plan.id}/lines/{line.id}/rejection", {"comment": "no"})
    assert api.mei.get(f"/plans/{plan.id}").json["value"] == []
