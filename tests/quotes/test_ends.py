"""What the end of a quotation makes of its opportunity: decided in one step, left open, or asked; never silently."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamfield.core.work import Work
from kamfield.opportunities.rules.stages import Status
from kamfield.quotes.rules.ends import Ask, Orders, Worth, question, settles
from kamfield.quotes.rules.states import State
from tests.api import Api
from tests.make.accounts import make_account
from tests.make.opportunities import an_opportunity
from tests.make.quotes import a_sent_quote

AMOUNTS = st.decimals(0, 10**9, places=2)


@pytest.fixture
def account_id(work: Work) -> str:
    return make_account(work).id


@pytest.fixture
def one(api: Api, account_id: str) -> dict[str, Any]:
    return an_opportunity(api.li, account_id)


def sent(api: Api, one: dict[str, Any], amount: str = "100.00", **body: Any) -> str:
    """The address of a quotation for an opportunity that went out."""
    offer = {"opportunity_id": one["id"], "amount": amount, **body}
    return f"/quotes/{a_sent_quote(api.li, one['account_id'], offer)['id']}"


def now(api: Api, one: dict[str, Any]) -> tuple[str, str]:
    found = api.li.get(f"/opportunities/{one['id']}").json
    return found["status"], found["amount"]


def test_the_order_that_settles_it_wins_the_opportunity_in_one_step(api: Api, one: dict[str, Any]) -> None:
    won = api.li.post(f"{sent(api, one)}/win", {"decided_on": "2026-03-01"}).json
    assert (won["state"], won["opportunity"]["name"]) == ("won", one["name"])
    assert {name: won["opportunity"][name] for name in ("status", "amount", "open_quote_count", "asks")} == {
        "status": "won",
        "amount": "100.00",
        "open_quote_count": 0,
        "asks": None,
    }
    found = api.li.get(f"/opportunities/{one['id']}").json
    assert (found["status"], found["decided_on"], found["amount_source"]) == ("won", "2026-03-01", "quote")
    (step,) = api.li.get(f"/opportunities/{one['id']}/steps").json["items"]
    assert (step["from_status"], step["to_status"], step["by_id"]) == ("potential", "won", "user-li")


def test_after_a_partial_order_it_stays_open_and_the_last_one_wins_it_with_all_of_them(
    api: Api, one: dict[str, Any]
) -> None:
    first, second = sent(api, one, "100.00"), sent(api, one, "40.00")
    partial = api.li.post(f"{first}/win", {"opportunity": "open"}).json["opportunity"]
    assert (partial["status"], partial["open_quote_count"], partial["asks"]) == ("potential", 1, None)
    last = api.li.post(f"{second}/win").json["opportunity"]
    assert (last["status"], last["amount"]) == ("won", "140.00")


def test_while_another_quotation_is_open_nobody_but_people_decides(api: Api, one: dict[str, Any]) -> None:
    first, second = sent(api, one, "100.00"), sent(api, one, "40.00")
    left = api.li.post(f"{first}/win").json["opportunity"]
    assert (left["status"], left["amount"], left["open_quote_count"]) == ("potential", "40.00", 1)
    asked = api.li.post(f"{second}/withdrawal", headers={"Accept-Language": "zh-CN"}).json["opportunity"]
    assert (asked["asks"], asked["question"]) == (
        "is_it_decided",
        "该商机已没有未决的报价：是赢单、丢单，还是会再报价？",
    )


def test_who_knows_that_the_others_were_alternatives_says_that_it_is_won(api: Api, one: dict[str, Any]) -> None:
    first, second = sent(api, one, "100.00"), sent(api, one, "40.00")
    won = api.li.post(f"{first}/win", {"opportunity": "won"}).json["opportunity"]
    assert (won["status"], won["amount"], won["open_quote_count"]) == ("won", "100.00", 1)
    assert api.li.post(f"{second}/withdrawal").json["opportunity"]["asks"] is None


def test_an_owner_who_expects_more_than_was_ordered_is_asked(api: Api, one: dict[str, Any]) -> None:
    path = sent(api, one, "100.00")
    api.li.patch(f"/opportunities/{one['id']}", {"amount": "900.00"})
    left = api.li.post(f"{path}/win").json["opportunity"]
    assert (left["status"], left["amount"], left["asks"]) == ("potential", "900.00", "is_it_decided")


def test_orders_in_two_currencies_are_never_added_up(api: Api, one: dict[str, Any]) -> None:
    first, second = sent(api, one, "100.00"), sent(api, one, "40.00", currency="EUR")
    api.li.post(f"{first}/win", {"opportunity": "open"})
    left = api.li.post(f"{second}/win").json["opportunity"]
    assert (left["status"], left["asks"]) == ("potential", "is_it_decided")


def test_a_colleague_wins_their_quotation_and_not_somebody_elses_opportunity(
    api: Api, one: dict[str, Any], work: Work
) -> None:
    joined = api.li.post(f"/accounts/{one['account_id']}/members", {"user_id": "user-ren"})
    assert joined.status_code == 201, joined.json
    theirs = a_sent_quote(api.ren, one["account_id"], {"opportunity_id": one["id"]})
    path = f"/quotes/{theirs['id']}"
    assert api.ren.post(f"{path}/win", {"opportunity": "won"}).status_code == 403
    won = api.ren.post(f"{path}/win").json
    assert (won["state"], won["opportunity"]["status"]) == ("won", "potential")
    assert won["opportunity"]["asks"] == "is_it_decided"


def test_a_lost_quotation_loses_the_opportunity_only_when_somebody_says_so(api: Api, one: dict[str, Any]) -> None:
    left = api.li.post(f"{sent(api, one)}/loss", {"reason": "price"}).json["opportunity"]
    assert (left["status"], left["asks"]) == ("potential", "is_it_decided")
    lost = {"reason": "competitor", "lost_to": "Nordring", "opportunity": "lost", "learned": "We met them too late"}
    ended = api.li.post(f"{sent(api, one)}/loss", lost).json["opportunity"]
    assert (ended["status"], ended["asks"]) == ("lost", None)
    found = api.li.get(f"/opportunities/{one['id']}").json
    assert [found[name] for name in ("loss_reason", "lost_to", "learned")] == [
        "competitor",
        "Nordring",
        "We met them too late",
    ]


def test_who_says_that_it_goes_on_is_not_asked(api: Api, one: dict[str, Any]) -> None:
    left = api.li.post(f"{sent(api, one)}/loss", {"reason": "price", "opportunity": "open"}).json["opportunity"]
    assert (left["status"], left["asks"]) == ("potential", None)


def test_an_order_after_it_was_given_up_asks_whether_to_open_it_again(api: Api, one: dict[str, Any]) -> None:
    path = sent(api, one)
    api.li.post(f"/opportunities/{one['id']}/loss", {"reason": "late"})
    ended = api.li.post(f"{path}/win").json
    assert (ended["state"], ended["opportunity"]["status"], ended["opportunity"]["asks"]) == (
        "won",
        "lost",
        "is_it_open",
    )


def test_a_further_order_does_not_change_what_was_won_but_asks(api: Api, one: dict[str, Any]) -> None:
    first, second = sent(api, one, "100.00"), sent(api, one, "40.00")
    api.li.post(f"{first}/win", {"opportunity": "won"})
    later = api.li.post(f"{second}/win").json["opportunity"]
    assert (later["status"], later["amount"], later["asks"]) == ("won", "100.00", "is_it_open")


def test_a_quotation_without_an_opportunity_ends_by_itself(api: Api, account_id: str) -> None:
    path = f"/quotes/{a_sent_quote(api.li, account_id)['id']}"
    refused = api.li.post(f"{path}/win", {"opportunity": "won"})
    assert (refused.status_code, refused.json["errors"][0]["pointer"]) == (422, "/opportunity")
    learned = api.li.post(f"{path}/loss", {"reason": "price", "learned": "Much"})
    assert (learned.status_code, learned.json["errors"][0]["pointer"]) == (422, "/learned")
    tomorrow = api.li.post(f"{path}/win", {"decided_on": "2026-03-03"})
    assert (tomorrow.status_code, tomorrow.json["errors"][0]["pointer"]) == (422, "/decided_on")
    assert api.li.post(f"{path}/win").json["opportunity"] is None


def test_the_journal_shows_what_it_was_worth_before_and_after(api: Api, one: dict[str, Any]) -> None:
    api.li.post(f"{sent(api, one)}/win", {"opportunity": "won"})
    (entry,) = api.ada.get("/journal?verb=opportunity.win").json["items"]
    assert entry["after"]["status"] == "won"
    (taken,) = api.ada.get("/journal?verb=opportunity.take_offer").json["items"]
    assert (taken["before"]["amount"], taken["after"]["amount"]) == ("480000", "100")


@given(st.sampled_from(Status), st.integers(0, 3), st.booleans(), st.booleans())
def test_an_undecided_opportunity_with_nothing_open_is_asked_about_unless_told(
    status: Status, open_quotes: int, more_ordered: bool, is_told: bool
) -> None:
    for ended in (State.WON, State.LOST, State.WITHDRAWN, State.EXPIRED):
        asked = question(ended, status, open_quotes, more_ordered=more_ordered, is_told=is_told)
        forgotten = status not in {Status.WON, Status.LOST} and not open_quotes and not is_told
        assert (asked == Ask.IS_IT_DECIDED) == forgotten


@given(AMOUNTS, st.none() | AMOUNTS, st.integers(0, 2))
def test_what_settles_an_opportunity_is_at_least_what_its_owner_expects(
    ordered: Any, expected: Any, open_quotes: int
) -> None:
    settled = settles(Orders(ordered, "CNY"), Worth(expected, "CNY"), open_quotes)
    assert settled == (open_quotes == 0 and (expected is None or ordered >= expected))
    assert not settles(Orders(None, ""), Worth(None, "CNY"), open_quotes)
    assert expected is None or not settles(Orders(ordered, "EUR"), Worth(expected, "CNY"), open_quotes)
