"""Signing in with a browser: a short session in a cookie that is good for our pages and nothing else."""

import pytest
from flask import Flask

from kamfield.app import build
from kamfield.core.work import Work
from kamfield.plans.models import Plan
from tests.api import Api
from tests.cast import PASSWORD, Cast, Moment
from tests.make.browsers import Browser
from tests.make.plans import make_plan


@pytest.fixture
def browser(app: Flask) -> Browser:
    return Browser(app)


@pytest.fixture
def plan(work: Work) -> Plan:
    return make_plan(work, state="submitted")


def signed_in(browser: Browser, plan: Plan) -> dict[str, str]:
    """Mei looks at the plan; what its form of approval would send."""
    browser.open(f"/plans/{plan.id}")
    browser.sign_in(Cast.mei)
    return browser.form(f"/plans/{plan.id}/decision", "approve")


def approve(browser: Browser, plan: Plan, form: dict[str, str], **options):
    return browser.post(f"/plans/{plan.id}/decision", form, **options)


def test_a_wrong_password_is_said_and_the_address_is_kept(browser: Browser) -> None:
    browser.open("/sign-in")
    page = browser.sign_in(Cast.mei, "a wrong password")
    assert page.status_code == 401
    assert "Please check both. If you forgot the password, ask for a new one." in browser.text
    assert 'value="mei@example.com"' in browser.page.text
    assert "a wrong password" not in browser.page.text
    assert "Set-Cookie" not in page.headers


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(browser: Browser) -> None:
    browser.open("/sign-in")
    sent = browser.post("/sign-in", {"email": "mei@example.com", "password": PASSWORD})
    cookie = sent.headers["Set-Cookie"]
    for part in ("kamfield=", "HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=7200"):
        assert part in cookie, part
    assert "Secure" not in cookie, "the settings of this test say http"


def test_behind_https_it_never_goes_out_in_the_open(settings, database, moment, outside) -> None:
    from dataclasses import replace

    behind = replace(settings, public_url="https://kamfield.example.com")
    browser = Browser(build(behind, database=database, clock=moment, files=outside.files))
    sent = browser.post("/sign-in", {"email": "mei@example.com", "password": PASSWORD})
    assert sent.headers["Set-Cookie"].startswith("__Host-kamfield=")
    assert "Secure" in sent.headers["Set-Cookie"]


def test_too_many_wrong_passwords_are_counted_together_with_those_of_the_app(browser: Browser, api: Api) -> None:
    wrong = {"email": "mei@example.com", "password": "a wrong password", "device_id": "phone"}
    for _ in range(3):
        assert api.nobody.post("/sessions", wrong).status_code == 401
    for _ in range(2):
        assert browser.post("/sign-in", wrong).status_code == 401
    late = browser.post("/sign-in", {"email": "mei@example.com", "password": PASSWORD})
    assert (late.status_code, int(late.headers["Retry-After"]) > 0) == (429, True)
    assert "Set-Cookie" not in late.headers


def test_nobody_is_led_out_of_the_house(browser: Browser) -> None:
    elsewhere = ("https://evil.example", "//evil.example", "/\\evil.example", "/docs", "/plans/../docs", "/plans/1\n")
    for to in elsewhere:
        sent = browser.post("/sign-in", {"email": "mei@example.com", "password": PASSWORD, "to": to})
        assert (sent.status_code, sent.headers["Location"]) == (303, "/team"), to
    sent = browser.post("/sign-in", {"email": "li@example.com", "password": PASSWORD, "to": "https://evil.example"})
    assert sent.headers["Location"] == "/week", "there is no plan for a rep to decide about"


def test_a_form_without_the_seal_or_with_another_one_does_nothing(browser: Browser, api: Api, plan: Plan) -> None:
    form = signed_in(browser, plan)
    stranger = Browser(browser.client.application)
    stranger.open("/plans")
    stranger.sign_in(Cast.max)
    for seal in ("", "0" * 64, "é", stranger.forms()[0]["fields"]["seal"]):
        refused = approve(browser, plan, {**form, "seal": seal})
        assert refused.status_code == 403, seal
        assert "表单" in refused.text
    assert api.li.get(f"/plans/{plan.id}").json["state"] == "submitted"
    assert approve(browser, plan, form).status_code == 303


def test_a_form_that_another_site_sends_does_nothing_even_with_the_seal(browser: Browser, plan: Plan) -> None:
    form = signed_in(browser, plan)
    for site in ("cross-site", "same-site"):
        assert approve(browser, plan, form, headers={"Sec-Fetch-Site": site}).status_code == 403
    wanted = {"email": "max@example.com", "password": PASSWORD}
    led = browser.post("/sign-in", wanted, headers={"Sec-Fetch-Site": "cross-site"})
    assert led.status_code == 403, "nobody is signed in as somebody else behind their back"


def test_after_two_hours_one_signs_in_again_and_gets_back_what_one_wrote(
    browser: Browser, api: Api, plan: Plan, moment: Moment
) -> None:
    form = signed_in(browser, plan)
    moment.advance(hours=2, minutes=1)
    late = approve(browser, plan, {**form, "decision": "return", "comment": "Please add <Harbour>"})
    assert late.status_code == 401
    assert "Please add &lt;Harbour&gt;" in late.text
    assert f'href="/sign-in?to=/plans/{plan.id}"' in late.text
    assert api.li.get(f"/plans/{plan.id}").json["state"] == "submitted"
    assert browser.open(f"/plans/{plan.id}").request.path == "/sign-in"


def test_the_session_stands_among_the_devices_and_can_be_ended_there(browser: Browser, api: Api, plan: Plan) -> None:
    form = signed_in(browser, plan)
    (session,) = [one for one in api.mei.get("/sessions").json["items"] if one["device_name"] == "Browser"]
    assert session["expires_at"] == "2026-03-02T04:00:00Z"
    assert api.mei.delete(f"/sessions/{session['id']}").status_code == 204
    assert approve(browser, plan, form).status_code == 401


def test_signing_out_ends_it(browser: Browser, api: Api, plan: Plan) -> None:
    signed_in(browser, plan)
    cookie = browser.client.get_cookie("kamfield").value
    browser.send("/sign-out")
    assert browser.page.request.path == "/sign-in"
    assert not [one for one in api.mei.get("/sessions").json["items"] if one["device_name"] == "Browser"]
    browser.client.set_cookie("kamfield", cookie)
    assert browser.open(f"/plans/{plan.id}").request.path == "/sign-in", "a kept cookie is good for nothing"


def test_no_token_stands_in_for_another(browser: Browser, api: Api, plan: Plan) -> None:
    signed_in(browser, plan)
    cookie = browser.client.get_cookie("kamfield").value
    assert api.nobody.get("/me", headers={"Authorization": f"Bearer {cookie}"}).status_code == 401
    assert api.nobody.get(f"/plans/{plan.id}", headers={"Cookie": f"kamfield={cookie}"}).status_code == 401
    assert browser.client.get(f"/plans/{plan.id}/print?ticket={cookie}").status_code == 410
    ticket = api.mei.post(f"/plans/{plan.id}/print-links").json["url"].partition("ticket=")[2]
    for other in (api.mei.token(), ticket, "nonsense", ""):
        browser.client.set_cookie("kamfield", other)
        assert browser.open(f"/plans/{plan.id}").request.path == "/sign-in"
