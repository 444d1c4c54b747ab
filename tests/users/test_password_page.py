"""The page behind a mailed link."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kamfield.core.texts import translate
from kamfield.core.work import Work
from kamfield.users import actions
from kamfield.web.pages import HOUSE
from tests.cast import PASSWORD

NEW = "green trains cross the river slowly"


@pytest.fixture
def browser(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def token(work: Work) -> str:
    token = actions.issue_link(work, "user-li", "invitation")
    work.db.flush()
    return token


def send(browser: FlaskClient, token: str, password: str = NEW, again: str | None = None):
    form = {"token": token, "password": password, "again": password if again is None else again}
    return browser.post("/password", data=form, headers={"Accept-Language": "en"})


def test_looking_at_the_page_uses_nothing_up_and_sending_it_sets_the_password(browser, token: str) -> None:
    for _ in range(2):
        page = browser.get(f"/password?token={token}")
        assert page.status_code == 200
        assert "li@example.com" in page.text
        assert token in page.text
    sent = send(browser, token)
    assert (sent.status_code, sent.headers["Location"]) == (303, "/password/done")
    assert browser.get("/password/done").status_code == 200
    sign_in = {"email": "li@example.com", "password": NEW, "device_id": "phone-2"}
    assert browser.post("/api/v1/sessions", json=sign_in).status_code == 200


def test_the_page_speaks_the_readers_language_and_else_the_users(browser, token: str) -> None:
    def title(languages: str) -> str:
        page = browser.get(f"/password?token={token}", headers={"Accept-Language": languages})
        return re.search("<h1>(.*)</h1>", page.text)[1]

    assert title("de, en;q=0.5") == "Choose your password"
    assert title("zh-Hans-CN") == "设置密码"
    assert title("fr") == "设置密码", "li reads Chinese"


def test_a_fault_is_said_on_the_page_and_the_link_stays_good(browser, token: str) -> None:
    short, other = send(browser, token, "short"), send(browser, token, again="something else")
    assert (short.status_code, other.status_code) == (422, 422)
    assert "A password needs at least 10 characters." in short.text
    assert "The two passwords are not the same." in other.text
    assert "short" not in re.findall('value="([^"]*)"', short.text)
    assert send(browser, token).status_code == 303


def test_a_used_or_invented_link_says_so_without_a_form(browser, token: str) -> None:
    send(browser, token)
    for page in (
        browser.get(f"/password?token={token}"),
        send(browser, token),
        browser.get("/password?token=<script>"),
        browser.get("/password"),
    ):
        assert page.status_code == 410
        assert "<form" not in page.text
        assert "<script>" not in page.text


def test_the_page_runs_nothing_and_loads_only_our_style_sheet(browser, token: str) -> None:
    page = browser.get(f"/password?token={token}")
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cache-Control"] == "no-store"
    assert not re.search(r"<script|style=|\son\w+=|https?://", page.text)
    style = browser.get(re.search('href="([^"]*)"', page.text)[1])
    assert (style.status_code, style.mimetype) == (200, "text/css")


def test_too_many_attempts_are_told_on_the_page(browser, token: str) -> None:
    pages = [send(browser, token, "short") for _ in range(51)]
    assert pages[-1].status_code == 429
    assert "Please wait a moment." in pages[-1].text
    assert browser.post("/api/v1/sessions", json={"email": "li@example.com", "password": PASSWORD, "device_id": "x"})


def test_every_text_of_every_page_is_translated() -> None:
    templates = [Path(path) for path in HOUSE.glob("*/templates/*.html")]
    texts = {text for path in templates for text in re.findall(r'\bt\("([^"]*)"', path.read_text("utf-8"))}
    assert len(texts) > 5
    for text in texts:
        assert translate(text, "zh-CN") != text
