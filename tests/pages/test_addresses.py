"""The links of mails are made in one place, and each leads to a page; what goes wrong on the way is a page, too."""

from datetime import date

import pytest

from kamfield.core.work import Work
from kamfield.pages.rules import addresses
from tests.api import Api
from tests.cast import Cast
from tests.make.browsers import Browser
from tests.make.plans import make_plan

MONDAY = date(2026, 3, 2)
PEOPLE = {"Accept": "text/html,application/xhtml+xml"}


@pytest.mark.parametrize(
    "address",
    [
        addresses.TEAM,
        addresses.PLANS,
        addresses.week(),
        addresses.week(MONDAY),
        addresses.closing(MONDAY),
        addresses.week_of("user-li", MONDAY),
    ],
)
def test_each_asks_to_sign_in_and_comes_back(browser: Browser, address: str) -> None:
    assert browser.open(address).request.path == "/sign-in"
    page = browser.sign_in(Cast.mei)
    assert (page.status_code, page.request.full_path.rstrip("?")) == (200, address)


def test_those_of_a_plan_lead_to_it_and_to_its_print(browser: Browser, work: Work) -> None:
    plan = make_plan(work, state="submitted")
    work.db.commit()
    browser.open(addresses.plan(plan.id) + "/print")
    page = browser.sign_in(Cast.mei)
    assert (page.status_code, page.request.path) == (200, addresses.plan(plan.id) + "/print")
    assert browser.open(addresses.plan("no-such-plan") + "/print").status_code == 404


@pytest.mark.parametrize(
    "address", [addresses.week_link("x"), addresses.password("x"), addresses.minutes("x"), addresses.FORGOTTEN]
)
def test_those_with_a_secret_need_no_sign_in(browser: Browser, address: str) -> None:
    page = browser.open(address)
    assert (page.status_code in {200, 404, 410}, page.mimetype) == (True, "text/html")
    assert page.request.path != "/sign-in"


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "/nowhere", 404), ("GET", "/week/link", 405)])
def test_what_goes_wrong_is_a_page_for_people_and_a_document_for_programs(
    browser: Browser, api: Api, method: str, path: str, status: int
) -> None:
    shown = browser.client.open(path, method=method, headers={**PEOPLE, "Accept-Language": "zh-CN"})
    assert (shown.status_code, shown.mimetype) == (status, "text/html")
    assert '<html lang="zh-CN">' in shown.text
    assert "default-src 'none'" in shown.headers["Content-Security-Policy"]
    assert shown.headers["X-Request-Id"]
    told = browser.client.open(path, method=method)
    assert (told.status_code, told.mimetype) == (status, "application/problem+json")
    api_said = browser.client.get("/api/v1/nowhere", headers=PEOPLE)
    assert api_said.mimetype == "application/problem+json"


def test_a_style_sheet_is_kept_for_a_year_under_the_address_of_its_contents(browser: Browser) -> None:
    page = browser.open("/sign-in")
    address = page.text.partition('rel="stylesheet" href="')[2].partition('"')[0]
    kept = browser.client.get(address)
    assert kept.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    old = browser.client.get("/pages/page.0123.css")
    assert (old.status_code, old.headers["Cache-Control"]) == (200, "no-cache")
