"""How likely a quotation is feeds its opportunity; amount and probability go together, the latest word counts."""

from typing import Any

import pytest

from kamfield.core.work import Work
from tests.api import Api
from tests.make.accounts import make_account
from tests.make.opportunities import an_opportunity
from tests.make.quotes import KNOWN, a_quote, a_sent_quote


@pytest.fixture
def account_id(work: Work) -> str:
    return make_account(work).id


@pytest.fixture
def one(api: Api, account_id: str) -> dict[str, Any]:
    """An opportunity that li believes in by 40 percent."""
    return an_opportunity(api.li, account_id, probability=40)


def believed(api: Api, one: dict[str, Any]) -> tuple[str, int, str]:
    found = api.li.get(f"/opportunities/{one['id']}").json
    return found["amount"], found["probability"], found["probability_source"]


def sent(api: Api, one: dict[str, Any], amount: str, **sending: Any) -> str:
    body = {"opportunity_id": one["id"], "amount": amount}
    return str(a_sent_quote(api.li, one["account_id"], body, **sending)["id"])


def test_an_enquiry_says_nothing_until_it_is_sent(api: Api, account_id: str, one: dict[str, Any]) -> None:
    quote = a_quote(api.li, account_id, opportunity_id=one["id"], probability=70, dossier=KNOWN)
    assert believed(api, one) == ("480000.00", 40, "own")
    (listed,) = api.li.get("/quotes").json["items"]
    assert listed["probability"] == 70
    api.li.post(f"/quotes/{quote['id']}/readiness")
    api.li.post(f"/quotes/{quote['id']}/sending")
    assert believed(api, one) == ("186000.00", 70, "quote")


def test_who_says_nothing_leaves_the_probability_as_it_is(api: Api, one: dict[str, Any]) -> None:
    quote_id = sent(api, one, "100.00")
    assert api.li.get(f"/quotes/{quote_id}").json["probability"] is None
    assert believed(api, one) == ("100.00", 40, "own")


def test_it_can_be_said_with_the_sending_and_changed_afterwards_and_the_forecast_follows(
    api: Api, one: dict[str, Any]
) -> None:
    quote_id = sent(api, one, "100.00", probability=60)
    (line,) = api.mei.get("/opportunities/forecast").json["expected"]
    assert line["sum"]["weighted"] == "60.00"
    changed = api.li.patch(f"/quotes/{quote_id}", {"probability": 25})
    assert (changed.status_code, changed.json["probability"]) == (200, 25)
    (line,) = api.mei.get("/opportunities/forecast").json["expected"]
    assert line["sum"]["weighted"] == "25.00"


def test_the_owners_word_holds_until_the_quotation_says_something_else(api: Api, one: dict[str, Any]) -> None:
    quote_id = sent(api, one, "100.00", probability=60)
    api.li.patch(f"/opportunities/{one['id']}", {"amount": "90.00", "probability": 30})
    api.li.patch(f"/quotes/{quote_id}", {"valid_until": "2026-04-15"})
    assert believed(api, one) == ("90.00", 30, "own")
    api.li.patch(f"/quotes/{quote_id}", {"probability": 75})
    assert believed(api, one) == ("90.00", 75, "quote")


def test_of_several_the_last_one_sent_speaks(api: Api, one: dict[str, Any]) -> None:
    first, second = sent(api, one, "100.00", probability=60), sent(api, one, "200.00", probability=20)
    assert believed(api, one) == ("200.00", 20, "quote")
    api.li.patch(f"/quotes/{first}", {"probability": 90})
    assert believed(api, one) == ("200.00", 20, "quote")
    api.li.post(f"/quotes/{second}/withdrawal")
    api.li.patch(f"/quotes/{first}", {"probability": 80})
    assert believed(api, one) == ("200.00", 80, "quote")


def test_a_quotation_that_is_given_to_an_opportunity_later_speaks_at_once(
    api: Api, account_id: str, one: dict[str, Any]
) -> None:
    quote = a_sent_quote(api.li, account_id, {"probability": 55})
    api.li.patch(f"/quotes/{quote['id']}", {"opportunity_id": one["id"]})
    assert believed(api, one) == ("186000.00", 55, "quote")


def test_a_decided_opportunity_believes_nothing_new(api: Api, one: dict[str, Any]) -> None:
    quote_id = sent(api, one, "100.00", probability=60)
    api.li.post(f"/opportunities/{one['id']}/win")
    assert api.li.patch(f"/quotes/{quote_id}", {"probability": 10}).status_code == 200
    assert believed(api, one) == ("100.00", 60, "quote")


@pytest.mark.parametrize("probability", [-1, 101, 50.5, "half"])
def test_it_is_a_whole_number_of_percent(api: Api, account_id: str, probability: object) -> None:
    draft = {"account_id": account_id, "title": "Pumps", "probability": probability}
    refused = api.li.post("/quotes", draft)
    assert (refused.status_code, refused.json["errors"][0]["pointer"]) == (422, "/probability")


def test_what_was_believed_stays_to_be_compared_with_what_came(api: Api, one: dict[str, Any]) -> None:
    quote_id = sent(api, one, "100.00", probability=60)
    assert api.li.post(f"/quotes/{quote_id}/loss", {"reason": "price"}).json["probability"] == 60
    assert api.li.patch(f"/quotes/{quote_id}", {"probability": 10}).status_code == 409
