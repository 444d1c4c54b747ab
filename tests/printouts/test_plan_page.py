"""The page that prints: behind a link that is good for minutes, for one plan, and not after signing out."""

import re
import shutil
import subprocess
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kamfield.core.work import Work
from tests.api import Api
from tests.cast import Moment
from tests.make.accounts import make_account
from tests.make.plans import APRIL, make_line, make_plan
from tests.make.visits import make_visit

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")


@pytest.fixture
def browser(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def plan_id(work: Work) -> str:
    return make_plan(work).id


def link(api: Api, plan_id: str, who: str = "li", **body: str) -> str:
    answer = getattr(api, who).post(f"/plans/{plan_id}/print-links", body)
    assert answer.status_code == 200, answer.json
    return answer.json["url"].removeprefix("http://127.0.0.1:8000")


def test_the_link_shows_the_plan_to_a_browser_that_sends_nothing_else(api: Api, browser, plan_id: str) -> None:
    page = browser.get(link(api, plan_id))
    assert (page.status_code, page.mimetype) == (200, "text/html")
    assert "Client visit plan" in page.text
    assert "Week 15" in page.text
    assert page.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("language", "title"), [("en", "Client visit plan"), ("zh-CN", "客户拜访计划表")])
def test_the_page_is_in_the_language_of_the_link_whatever_the_browser_speaks(
    api: Api, browser, plan_id: str, language: str, title: str
) -> None:
    page = browser.get(link(api, plan_id, language=language), headers={"Accept-Language": "fr"})
    assert f'<html lang="{language}">' in page.text
    assert f"<h1>{title}</h1>" in page.text


def test_the_page_loads_nothing_and_runs_nothing(api: Api, browser, plan_id: str) -> None:
    page = browser.get(link(api, plan_id))
    style = re.search("<style>(.*?)</style>", page.text, re.DOTALL)[1]
    policy = page.headers["Content-Security-Policy"]
    assert f"style-src 'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"<script|<link|<img|style=|\son\w+=|https?://|@import|url\(", page.text)


@pytest.mark.parametrize("chance", [7, 29, 57, 58, 100])
def test_a_probability_is_the_one_that_was_said(api: Api, browser, work: Work, chance: int) -> None:
    """29 hundredths times 100 are a little less than 29 in binary."""
    plan = make_plan(work, [])
    make_line(work, plan, make_visit(work, day=APRIL), probability=chance)
    assert f">{chance}%</td>" in browser.get(link(api, plan.id)).text


def test_what_people_wrote_stays_text(api: Api, browser, work: Work) -> None:
    account = make_account(work, name="<script>alert(1)</script>")
    plan = make_plan(work, [make_visit(work, account, day=APRIL)])
    page = browser.get(link(api, plan.id))
    assert "<script>" not in page.text
    assert "&lt;script&gt;" in page.text


def test_the_link_is_over_after_ten_minutes(api: Api, browser, plan_id: str, moment: Moment) -> None:
    url = link(api, plan_id)
    moment.advance(minutes=9)
    assert browser.get(url).status_code == 200
    moment.advance(minutes=2)
    page = browser.get(url, headers={"Accept-Language": "en"})
    assert (page.status_code, "This link is no longer good" in page.text) == (410, True)


def test_the_link_is_over_when_the_one_who_asked_for_it_signs_out(api: Api, browser, plan_id: str) -> None:
    url = link(api, plan_id)
    assert browser.get(url).status_code == 200
    assert api.li.delete("/sessions/session-li").status_code == 204
    assert browser.get(url).status_code == 410


def test_the_link_is_good_for_its_plan_and_nothing_else(api: Api, browser, plan_id: str, work: Work) -> None:
    other = make_plan(work, rep=api.ren.person).id
    url = link(api, plan_id)
    assert browser.get(url.replace(plan_id, other)).status_code == 410
    assert browser.get(f"/plans/{plan_id}/print").status_code == 303, "it asks to sign in"
    assert browser.get(f"/plans/{plan_id}/print?ticket=nonsense").status_code == 410
    ticket = url.partition("ticket=")[2]
    for token in (ticket, api.li.token()):
        assert browser.get(f"/plans/{plan_id}/print?ticket={token}").status_code == (200 if token == ticket else 410)
    assert browser.get("/api/v1/me", headers={"Authorization": f"Bearer {ticket}"}).status_code == 401


def test_a_stranger_gets_no_link(api: Api, plan_id: str) -> None:
    assert api.sam.post(f"/plans/{plan_id}/print-links").status_code == 404


@pytest.mark.skipif(CHROMIUM is None, reason="no browser on this machine")
def test_a_browser_prints_it_on_a4_across(api: Api, browser, plan_id: str, tmp_path: Path) -> None:
    page = tmp_path / "plan.html"
    page.write_text(browser.get(link(api, plan_id)).text, "utf-8")
    target = tmp_path / "plan.pdf"
    asked = [str(CHROMIUM), *QUIET, f"--user-data-dir={tmp_path / 'chromium'}", "--no-pdf-header-footer"]
    subprocess.run([*asked, f"--print-to-pdf={target}", page.as_uri()], check=True, capture_output=True, timeout=120)
    boxes = re.findall(rb"/MediaBox \[ ?0 0 ([\d.]+) ([\d.]+)", target.read_bytes())
    assert boxes
    for width, height in boxes:
        assert (round(float(width)), round(float(height))) == (842, 595)
