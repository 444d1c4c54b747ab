"""What was just written and what is read later are the same text, on both engines."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.accounts.test_facts import BEARINGS
from tests.api import Api
from tests.make.accounts import make_account
from tests.make.quotes import a_quote
from tests.make.visits import make_visit

AMOUNTS = st.decimals(0, 10**9, places=4).map(str) | st.integers(0, 10**9) | st.sampled_from(["7", "7.10", 1e3])
on_one_database = settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@on_one_database
@given(amount=AMOUNTS, currency=st.sampled_from(["CNY", "JPY", "KWD"]))
def test_a_quotation_reads_as_it_was_answered(api: Api, work, amount: str, currency: str) -> None:
    made = a_quote(api.li, make_account(work).id, amount=amount, currency=currency)
    read = api.li.get(f"/quotes/{made['id']}").json
    assert {name: read[name] for name in made} == made


@on_one_database
@given(amount=AMOUNTS)
def test_a_fact_reads_as_it_was_answered(api: Api, work, amount: str) -> None:
    account = make_account(work)
    made = api.li.post(f"/accounts/{account.id}/facts", BEARINGS | {"amount": amount}).json
    assert api.li.get(f"/accounts/{account.id}/facts").json["items"] == [made]


@pytest.mark.parametrize("amount", ["1_000", "１２", " 5 ", "1e3", "0E+999999999", "NaN", "", "+5", ".5", "5."])
def test_what_only_looks_like_a_number_is_refused(api: Api, work, amount: str) -> None:
    refused = api.li.post(f"/accounts/{make_account(work).id}/facts", BEARINGS | {"amount": amount})
    assert (refused.status_code, refused.json["errors"][0]["code"]) == (422, "not-a-number")


@pytest.mark.parametrize("day", ["2026-W10-1", "20260310", "2026-3-10", "２０２６-03-10", "2026-02-30", " 2026-03-1"])
def test_a_day_is_written_in_one_way(api: Api, work, day: str) -> None:
    refused = api.li.post("/visits", {"account_id": make_account(work).id, "day": day})
    assert (refused.status_code, refused.json["errors"][0]["code"]) == (422, "not-a-date")


def test_the_journal_writes_amounts_without_needless_zeros(api: Api, work) -> None:
    account = make_account(work)
    made = a_quote(api.li, account.id, amount="1200.5000")
    changed = api.li.patch(f"/quotes/{made['id']}", {"amount": "1200.5"})
    assert changed.json == made
    api.li.patch(f"/quotes/{made['id']}", {"amount": "1300"})
    act = api.li.get(f"/accounts/{account.id}/history").json["items"][0]
    assert (act["before"]["amount"], act["after"]["amount"]) == ("1200.5", "1300")


@pytest.mark.parametrize(
    "instant",
    ["9999-12-31T23:59:59Z", "2200-01-01T00:00:00Z", "1899-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00"],
)
def test_an_instant_at_the_end_of_the_calendar_is_refused(api: Api, work, instant: str) -> None:
    answer = api.li.patch(f"/visits/{make_visit(work).id}", {"starts_at": instant})
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/starts_at")
