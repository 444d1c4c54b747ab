"""Amount × probability by month, owner and team: exact, per currency, nothing dropped, nothing twice."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kamfield.core.work import Work
from kamfield.opportunities.rules.forecast import Batch, Part, Sum, months_after, summed
from tests.api import Api, Caller
from tests.cast import Cast, Moment
from tests.make.accounts import make_account
from tests.make.opportunities import an_opportunity


@pytest.fixture
def account_id(work: Work) -> str:
    return make_account(work).id


def forecast(caller: Caller, query: str = "") -> dict[str, Any]:
    answer = caller.get(f"/opportunities/forecast?{query}")
    assert answer.status_code == 200, answer.json
    found: dict[str, Any] = answer.json
    return found


def lines(found: list[dict[str, Any]], *columns: str) -> list[tuple[Any, ...]]:
    return [(*(line[column] for column in columns), line["currency"], line["sum"]["weighted"]) for line in found]


def worth(caller: Caller, account_id: str, closes_on: str, amount: str | None, probability: int, **body: Any) -> str:
    sums = {"amount": amount, "probability": probability, "expected_close_on": closes_on}
    return str(an_opportunity(caller, account_id, **sums, **body)["id"])


def test_each_month_and_currency_has_its_sum(api: Api, account_id: str) -> None:
    worth(api.li, account_id, "2026-03-31", "1000.00", 50)
    worth(api.li, account_id, "2026-03-02", "10.01", 33)
    worth(api.li, account_id, "2026-04-01", "99.99", 10, currency="EUR")
    worth(api.li, account_id, "2026-04-30", "200.00", 100)
    worth(api.li, account_id, "2026-04-30", None, 90)
    found = forecast(api.li)
    assert (found["from_month"], found["to_month"], found["today"]) == ("2026-03", "2027-02", "2026-03-02")
    assert lines(found["expected"], "month") == [
        ("2026-03", "CNY", "503.30"),
        ("2026-04", "CNY", "200.00"),
        ("2026-04", "EUR", "10.00"),
    ]
    april = found["expected"][1]["sum"]
    assert (april["count"], april["without_amount"], Decimal(april["amount"])) == (2, 1, 200)
    assert [total["currency"] for total in found["totals"]] == ["CNY", "EUR"]
    assert found["totals"][0]["expected"]["weighted"] == "703.30"


def test_what_should_have_closed_stands_apart_and_is_not_dropped(api: Api, account_id: str, moment: Moment) -> None:
    worth(api.li, account_id, "2026-03-10", "100.00", 50)
    moment.advance(days=8)
    assert lines(forecast(api.li)["overdue"], "month") == []
    moment.advance(days=1)
    found = forecast(api.li, "from_month=2026-08&to_month=2026-08")
    assert lines(found["overdue"], "month") == [(None, "CNY", "50.00")]
    assert found["expected"] == []
    assert forecast(api.li)["expected"] == []


def test_months_that_are_over_expect_nothing_more(api: Api, account_id: str) -> None:
    worth(api.li, account_id, "2026-03-02", "100.00", 50)
    worth(api.li, account_id, "2026-02-27", "10.00", 50)
    found = forecast(api.li, "from_month=2026-01&to_month=2026-02")
    assert (found["expected"], lines(found["overdue"], "month")) == ([], [(None, "CNY", "5.00")])


def test_what_was_won_stands_apart_in_the_month_of_the_decision_and_the_lost_nowhere(api: Api, account_id: str) -> None:
    won = worth(api.li, account_id, "2026-09-30", "100.00", 10)
    lost = worth(api.li, account_id, "2026-09-30", "900.00", 90)
    api.li.post(f"/opportunities/{won}/win", {"decided_on": "2026-02-27"})
    api.li.post(f"/opportunities/{lost}/loss", {"reason": "price"})
    assert forecast(api.li)["won"] == []
    found = forecast(api.li, "from_month=2026-02")
    assert lines(found["won"], "month") == [("2026-02", "CNY", "100.00")]
    assert found["expected"] == found["overdue"] == []
    nothing = {"count": 0, "without_amount": 0, "amount": "0.00", "weighted": "0.00"}
    assert found["totals"][0]["expected"] == nothing


def test_by_owner_and_by_team(api: Api, account_id: str, work: Work) -> None:
    worth(api.li, account_id, "2026-05-05", "100.00", 50)
    worth(api.mei, account_id, "2026-05-06", "10.00", 50)
    worth(api.sam, make_account(work, Cast.sam).id, "2026-05-07", "1.00", 50)
    assert lines(forecast(api.dana, "by=owner")["expected"], "owner_id") == [
        ("user-li", "CNY", "50.00"),
        ("user-mei", "CNY", "5.00"),
        ("user-sam", "CNY", "0.50"),
    ]
    teams = forecast(api.dana, "by=team")
    assert lines(teams["expected"], "team_id") == [
        ("user-dana", "CNY", "55.50"),
        ("user-max", "CNY", "0.50"),
        ("user-mei", "CNY", "55.00"),
    ]
    assert teams["totals"][0]["expected"]["weighted"] == "55.50"
    assert lines(forecast(api.dana, "team_id=user-mei&by=month")["expected"], "month") == [("2026-05", "CNY", "55.00")]
    assert lines(forecast(api.mei, "by=team")["expected"], "team_id") == [("user-mei", "CNY", "55.00")]
    assert lines(forecast(api.li, "by=team")["expected"], "team_id") == [(None, "CNY", "55.00")]


def test_the_filters_narrow_it(api: Api, account_id: str, work: Work) -> None:
    worth(api.li, account_id, "2026-05-05", "100.00", 50)
    worth(api.li, make_account(work).id, "2026-05-05", "7.00", 100, currency="EUR")
    assert len(forecast(api.li)["expected"]) == 2
    assert lines(forecast(api.li, f"account_id={account_id}")["expected"]) == [("CNY", "50.00")]
    assert lines(forecast(api.li, "currency=EUR")["expected"]) == [("EUR", "7.00")]
    assert forecast(api.li, "owner_id=user-ren")["expected"] == []


def test_a_stranger_expects_nothing(api: Api, account_id: str) -> None:
    worth(api.li, account_id, "2026-05-05", "100.00", 50)
    assert forecast(api.sam)["totals"] == []
    assert forecast(api.sam, "team_id=user-mei")["totals"] == []


@pytest.mark.parametrize("months", ["from_month=2026-05&to_month=2026-04", "from_month=2026-01&to_month=2029-01"])
def test_a_period_goes_forward_and_has_an_end(api: Api, months: str) -> None:
    refused = api.li.get(f"/opportunities/forecast?{months}")
    assert (refused.status_code, refused.json["errors"][0]["parameter"]) == (422, "to_month")


def test_it_takes_the_same_few_statements_whatever_it_finds(api: Api, account_id: str, count_statements) -> None:
    worth(api.li, account_id, "2026-03-15", "10.00", 1)
    forecast(api.mei, "by=team")
    with count_statements() as few:
        forecast(api.mei, "by=team")
    for number in range(12):
        worth(api.li, account_id, f"2026-{number + 1:02}-15", "10.00", number)
    with count_statements() as many:
        forecast(api.mei, "by=team")
    assert len(few) == len(many)
    assert sum(one.startswith("SELECT") for one in many) <= 4


batches = some.builds(
    Batch,
    part=some.just(Part.EXPECTED),
    month=some.dates(),
    owner_id=some.sampled_from(["li", "mei", "sam"]),
    currency=some.sampled_from(["CNY", "EUR"]),
    probability=some.integers(0, 100),
    count=some.integers(1, 5),
    valued=some.just(1),
    amount=some.decimals(0, 10**13, places=4),
)


@given(some.lists(batches), some.randoms())
def test_sums_are_exact_in_any_order_and_rounded_by_at_most_half_a_cent(all_of_them: list[Batch], chance: Any) -> None:
    exactly = sum((one.amount * one.probability for one in all_of_them), Decimal(0)) / 100
    mixed = list(all_of_them)
    chance.shuffle(mixed)
    sums = [summed(order, lambda _: ["all"]).get("all", Sum()) for order in (all_of_them, mixed)]
    assert {one.exactly for one in sums} == {exactly}
    assert abs(sums[0].weighted - exactly) <= Decimal("0.005")
    assert sums[0].weighted == sums[1].weighted


@given(some.lists(batches))
def test_currencies_are_never_added_to_each_other_and_nothing_is_lost(all_of_them: list[Batch]) -> None:
    by_currency = summed(all_of_them, lambda batch: [batch.currency])
    for currency, found in by_currency.items():
        assert found.amount == sum(one.amount for one in all_of_them if one.currency == currency)
    assert sum(found.count for found in by_currency.values()) == sum(one.count for one in all_of_them)


@given(some.dates().map(lambda day: day.replace(day=1)).filter(lambda day: day.year < 9990), some.integers(0, 100))
def test_months_follow_each_other(month: Any, count: int) -> None:
    later = months_after(month, count)
    assert (later.year - month.year) * 12 + later.month - month.month == count
    assert later.day == 1
