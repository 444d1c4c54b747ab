"""Nobody gets anywhere without signing in, except where a list says so."""

import pytest

from tests.api import Api
from tests.house.addresses import ANYBODY, GUARDED, MAP, Address


@pytest.mark.parametrize("address", GUARDED, ids=str)
def test_an_anonymous_caller_is_asked_to_sign_in(api: Api, address: Address) -> None:
    ids = dict.fromkeys(address.parameters, "1")
    answer = api.nobody.send(address.method, address.url(ids), **address.sent())
    assert (answer.status_code, answer.json["code"]) == (401, "not-signed-in")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_the_list_of_open_doors_is_short_and_true() -> None:
    gone = ANYBODY.keys() - {str(address) for address in MAP}
    assert not gone, f"no such address any more: {gone}"
    closed = [str(one) for one in MAP if str(one) in ANYBODY and one.endpoint and not one.endpoint.public]
    assert not closed, f"these are not public: {closed}"
