"""Attempts are limited per address and per network, also behind a proxy."""

import dataclasses

import pytest

from kamfield.app import build
from kamfield.core.db import Database
from kamfield.core.throttle import count_attempt
from kamfield.settings import Settings
from kamfield.web.limits import WINDOW, network
from tests.api import Api
from tests.cast import PASSWORD, Moment

GOOD = {"email": "li@example.com", "password": PASSWORD, "device_id": "phone-2"}


def attempt(api: Api, number: int, forwarded: str | None = None) -> int:
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    return api.nobody.post("/password-resets", {"email": f"a{number}@example.com"}, headers=headers).status_code


@pytest.fixture
def proxied(settings: Settings, database: Database, moment: Moment) -> Api:
    return Api(build(dataclasses.replace(settings, trusted_proxies=1), database=database, clock=moment))


def test_fifty_attempts_from_one_network_whatever_the_address(api: Api) -> None:
    assert {attempt(api, number) for number in range(50)} == {202}
    assert attempt(api, 50) == 429


def test_a_caller_without_a_trusted_proxy_cannot_invent_another_network(api: Api) -> None:
    answers = [attempt(api, number, f"198.51.100.{number}") for number in range(51)]
    assert answers[-1] == 429


def test_behind_a_trusted_proxy_each_network_has_its_own_count(proxied: Api) -> None:
    answers = [attempt(proxied, number, "198.51.100.7") for number in range(51)]
    assert answers[-1] == 429
    assert attempt(proxied, 60, "198.51.100.8") == 202
    assert attempt(proxied, 61, "203.0.113.9, 198.51.100.7") == 429, "only what the proxy itself wrote counts"


def test_nobody_is_locked_out_of_their_own_phone_by_others_who_try_their_address(api: Api) -> None:
    def attempt(device_id: str, password: str = "no") -> int:
        return api.nobody.post("/sessions", GOOD | {"device_id": device_id, "password": password}).status_code

    assert [attempt("elsewhere") for _ in range(6)] == [401] * 5 + [429]
    assert attempt("another-new-phone", PASSWORD) == 429
    assert attempt("phone-of-sam", PASSWORD) == 429, "it is not li's"
    assert attempt("phone-of-li", PASSWORD) == 200
    assert [attempt("phone-of-li") for _ in range(6)] == [401] * 5 + [429]


def test_a_success_forgives_the_address_but_not_the_network(api: Api, database: Database, moment: Moment) -> None:
    for _ in range(42):
        count_attempt(database, "sign-in-from:127.0.0.1", moment.now, most=50, window=WINDOW)
    for _ in range(2):
        assert [api.nobody.post("/sessions", GOOD | {"password": "no"}).status_code for _ in range(3)] == [401] * 3
        assert api.nobody.post("/sessions", GOOD).status_code == 200
    assert api.nobody.post("/sessions", GOOD).status_code == 429
    moment.advance(minutes=16)
    assert api.nobody.post("/sessions", GOOD).status_code == 200


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::9", "2001:db8:1:2::/64"),
        (None, "nowhere"),
    ],
)
def test_an_ipv6_caller_counts_as_a_network(address: str | None, counted: str) -> None:
    assert network(address) == counted
