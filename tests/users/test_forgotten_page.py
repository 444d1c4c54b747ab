"""Whoever forgot their password asks for a link on a page, and the mailed link leads to one that sets another."""

import re

import pytest
from flask import Flask

from kamfield.outside import SilentOutside
from kamfield.worker import Worker
from tests.cast import Cast
from tests.make.browsers import Browser
from tests.make.reminders import letters_to, work_off

NEW = "green trains cross the river slowly"


@pytest.fixture
def browser(app: Flask) -> Browser:
    return Browser(app)


def test_from_the_forgotten_password_to_the_sign_in_without_the_app(
    browser: Browser, worker: Worker, outside: SilentOutside
) -> None:
    work_off(worker)
    outside.mail.sent.clear()
    browser.open("/sign-in")
    assert 'href="/forgotten"' in browser.page.text
    browser.open("/forgotten")
    page = browser.send("/forgotten", email="LI@example.com")
    assert (page.status_code, page.request.path) == (200, "/forgotten/sent")
    work_off(worker)
    (letter,) = letters_to(outside, "li@example.com")
    found = re.search(r"https://kamfield\.example\.com(/password\?token=\S+)", letter.text)
    assert found
    browser.open(found[1])
    browser.send("/password", password=NEW, again=NEW)
    assert 'href="/sign-in"' in browser.page.text
    browser.open("/sign-in")
    assert browser.sign_in(Cast.li, NEW).request.path == "/week"


def test_nobody_learns_who_signs_in_here(browser: Browser, worker: Worker, outside: SilentOutside) -> None:
    work_off(worker)
    outside.mail.sent.clear()
    said = []
    for email in ("li@example.com", "who@example.com"):
        browser.open("/forgotten")
        browser.send("/forgotten", email=email)
        said.append(browser.text)
    assert said[0] == said[1]
    work_off(worker)
    assert {letter.to for letter in outside.mail.sent} == {"li@example.com"}


def test_it_is_limited_together_with_the_api_and_what_was_typed_is_kept(browser: Browser) -> None:
    browser.open("/forgotten")
    asked = [browser.post("/forgotten", {"email": "li@example.com"}) for _ in range(6)]
    assert [one.status_code for one in asked] == [303] * 5 + [429]
    assert int(asked[-1].headers["Retry-After"]) > 0
    assert 'value="li@example.com"' in asked[-1].text
    assert browser.client.post("/api/v1/password-resets", json={"email": "li@example.com"}).status_code == 429


def test_other_sites_have_nothing_sent_and_an_empty_form_says_what_is_missing(browser: Browser) -> None:
    foreign = browser.post("/forgotten", {"email": "li@example.com"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert foreign.status_code == 403
    assert browser.post("/forgotten", {}).status_code == 422
