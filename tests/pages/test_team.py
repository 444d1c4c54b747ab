"""A manager's Monday in a browser: everything that waits, each with the way to where it is done."""

import re
from datetime import date

import pytest

from kamfield.core.work import Work
from kamfield.worker import Worker
from tests.api import Api
from tests.cast import Cast, Moment
from tests.make.accounts import make_account
from tests.make.browsers import Browser
from tests.make.plans import make_plan
from tests.make.quotes import KNOWN, LINE, a_quote
from tests.make.reminders import work_off
from tests.make.todos import in_shanghai, live_at

MAY = date(2026, 5, 1)


@pytest.fixture
def price(api: Api, work: Work) -> str:
    """The address of li's price that waits for mei."""
    account = make_account(work, name="Harbour Bearings")
    work.db.commit()
    quote = a_quote(api.li, account.id, amount=None, lines=[LINE | {"discount_percent": "15"}], dossier=KNOWN)
    api.li.post(f"/quotes/{quote['id']}/readiness")
    assert api.li.post(f"/quotes/{quote['id']}/price-request", {"comment": "Their second plant"}).status_code == 200
    return f"/prices/{quote['id']}"


def as_mei(browser: Browser, address: str) -> None:
    browser.open(address)
    browser.sign_in(Cast.mei)


def state(api: Api, price: str) -> tuple[str, str | None]:
    found = api.li.get(f"/quotes/{price.rpartition('/')[2]}").json
    return found["price_state"], found["price_comment"]


def test_plans_and_prices_that_wait_lead_to_where_they_are_decided(browser: Browser, work: Work, price: str) -> None:
    plan = make_plan(work, state="submitted")
    work.db.commit()
    browser.open("/")
    page = browser.sign_in(Cast.mei)
    assert page.request.path == "/team"
    for way in (f"/plans/{plan.id}", price):
        assert f'href="{way}"' in page.text
    assert "折扣 15%" in browser.text


def test_after_a_decision_the_next_one_is_offered(browser: Browser, api: Api, work: Work, price: str) -> None:
    first, second = make_plan(work, state="submitted"), make_plan(work, month=MAY, state="submitted")
    work.db.commit()
    as_mei(browser, f"/plans/{first.id}")
    assert f'href="/plans/{second.id}"' not in browser.page.text, "one thing after the other"
    browser.send(f"/plans/{first.id}/decision", "approve")
    assert f'href="/plans/{second.id}"' in browser.page.text
    browser.open(f"/plans/{second.id}")
    browser.send(f"/plans/{second.id}/decision", "approve")
    assert f'href="{price}"' in browser.page.text


def test_a_price_is_approved_as_it_was_seen(browser: Browser, api: Api, price: str) -> None:
    as_mei(browser, price)
    for said in ("Harbour Bearings", "Their second plant", "− 折扣 15%", "折扣不超过 10% 时无须审批。"):
        assert said in browser.text, said
    line = re.sub("<[^>]*>", "", re.search('<p class="sum">(.*?)</p>', browser.page.text)[1])
    assert re.fullmatch(r"[\d,]+ \w+ × \S+ − 折扣 15% = \S+", line), f"what is multiplied and what comes of it: {line}"
    form = browser.form(f"{price}/decision", "approve_price")
    statuses = [browser.post(f"{price}/decision", form).status_code for _ in range(2)]
    assert statuses[0] == 303
    browser.open(price)
    assert state(api, price) == ("approved", None)
    assert "Mei 于" in browser.text
    assert not any("decision" in form["action"] for form in browser.forms())


def test_a_price_is_refused_with_a_word_and_what_was_typed_is_kept(browser: Browser, api: Api, price: str) -> None:
    as_mei(browser, price)
    assert browser.send(f"{price}/decision", "refuse_price").status_code == 422
    version = browser.form(f"{price}/decision", "refuse_price")
    stale = browser.post(f"{price}/decision", {**version, "version": "1", "comment": "低于成本"})
    assert stale.status_code == 412
    assert "低于成本" in stale.text
    browser.send(f"{price}/decision", "refuse_price", comment="低于成本")
    assert state(api, price) == ("refused", "低于成本")
    said = browser.text
    places = [said.index(one) for one in ("提出申请。", "Their second plant", "拒绝。", "低于成本")]
    assert places == sorted(places), "each word stands after who said it"


def test_who_asks_for_a_price_only_looks_and_for_strangers_it_is_not_there(
    browser: Browser, other: Browser, price: str
) -> None:
    browser.open(price)
    assert browser.sign_in(Cast.li).status_code == 200
    assert [form["action"] for form in browser.forms()] == ["/sign-out"]
    forged = {**browser.form("/sign-out"), "decision": "approve_price", "version": "1"}
    assert browser.post(f"{price}/decision", forged).status_code in {403, 412}
    other.open(price)
    assert other.sign_in(Cast.sam).status_code == 404


def test_a_week_that_was_not_confirmed_leads_to_the_reps_week_which_only_they_change(
    browser: Browser, other: Browser, api: Api, worker: Worker, moment: Moment
) -> None:
    work_off(worker)
    api.li.post("/todo-items", {"title": "Order samples", "due_on": "2026-03-12"})
    live_at(worker, moment, in_shanghai(2026, 3, 9, 7, 30))
    moment.set(in_shanghai(2026, 3, 9, 12, 1))
    as_mei(browser, "/team")
    assert 'href="/team/user-li/week"' in browser.page.text
    page = browser.open("/team/user-li/week")
    assert page.status_code == 200
    assert "Order samples" in browser.text
    assert "本应在 3月9日周一 12:00 之前确认。" in browser.text
    assert [form["action"] for form in browser.forms()] == ["/sign-out"]
    other.open("/team/user-li/week")
    assert other.sign_in(Cast.sam).status_code == 404


def test_a_rep_who_leads_nobody_comes_to_their_own_week_unless_something_asks_them(
    browser: Browser, api: Api, work: Work
) -> None:
    browser.open("/team")
    assert browser.sign_in(Cast.li).request.path == "/week"
    plan = make_plan(work, rep=Cast.ren, state="submitted")
    work.db.commit()
    asked = {"manager_id": "user-mei", "stand_in_id": "user-li", "from_on": "2026-03-01", "to_on": "2026-03-09"}
    assert api.mei.post("/delegations", asked).status_code == 201
    assert browser.open("/team").request.path == "/team"
    assert f'href="/plans/{plan.id}"' in browser.page.text
