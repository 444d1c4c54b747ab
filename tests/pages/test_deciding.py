"""A manager follows the link of a mail, signs in, and decides about a month."""

from datetime import date, timedelta

import pytest

from kamfield.core.work import Work
from kamfield.plans.models import Plan
from tests.api import Api
from tests.cast import Cast
from tests.make.accounts import make_account
from tests.make.browsers import Browser
from tests.make.opportunities import an_opportunity
from tests.make.plans import APRIL, make_line, make_plan
from tests.make.visits import make_prepared_visit, make_visit


@pytest.fixture
def plan(work: Work) -> Plan:
    return make_plan(work, state="submitted")


def address(plan: Plan) -> str:
    return f"/plans/{plan.id}"


def decision(plan: Plan, line_id: str | None = None) -> str:
    return f"/plans/{plan.id}/decision" if line_id is None else f"/plans/{plan.id}/lines/{line_id}/decision"


def as_mei(browser: Browser, plan: Plan) -> None:
    browser.open(address(plan))
    browser.sign_in(Cast.mei)


def lines(api: Api, plan: Plan) -> list[dict]:
    return api.li.get(address(plan)).json["lines"]


def test_the_link_asks_to_sign_in_and_then_shows_the_plan(browser: Browser, plan: Plan) -> None:
    browser.open(address(plan))
    assert "Li" not in browser.text, "nothing of the plan before"
    page = browser.sign_in(Cast.mei)
    assert (page.status_code, page.request.path) == (200, address(plan))
    assert "Li，2026年4月" in browser.text, "mei chose Chinese, like the mail that led here"


def test_a_visit_stands_there_with_what_a_manager_asks_about_it(browser: Browser, api: Api, work: Work) -> None:
    account = make_account(work, name="Harbour Bearings", tier="A")
    work.db.commit()
    opportunity = an_opportunity(api.li, account.id, probability=60)
    visit = make_prepared_visit(work, account, day=date(2026, 4, 8), opportunity_id=opportunity["id"])
    plan = make_plan(work, [visit])
    make_line(work, plan, make_visit(work, day=APRIL, starts_at=None))
    api.li.post(f"/plans/{plan.id}/submission", {"acknowledged": True})
    browser.open(address(plan))
    browser.sign_in(Cast.dana)
    for said in (
        "14:00–15:00 · Sales visit",
        "A Harbour Bearings",
        "Mr Chen signs the trial order for 40 seals. (Thu, Apr 30)",
        "Bearing housings for line 2 CN¥480,000 × 60%",
        "Plan value CN¥288,000 of CN¥480,000 in opportunities: 1",
        "A clients covered 1 / 1",
        "Still open:",
        "Wed, Apr 8",
        "Week 15",
    ):
        assert said in browser.text, said


def test_approving_puts_it_in_force_as_the_api_does(browser: Browser, api: Api, plan: Plan) -> None:
    as_mei(browser, plan)
    page = browser.send(decision(plan), "approve")
    assert (page.status_code, page.request.path) == (200, address(plan))
    assert "Mei 于" in browser.text
    found = api.li.get(address(plan)).json
    assert (found["state"], found["decided_by_id"]) == ("approved", "user-mei")
    assert {line["state"] for line in found["lines"]} == {"approved"}
    assert not any(form["action"] == decision(plan) for form in browser.forms()), "nothing is left to decide"


def test_giving_back_needs_a_word_and_what_was_typed_is_kept(browser: Browser, api: Api, plan: Plan) -> None:
    as_mei(browser, plan)
    assert browser.send(decision(plan), "return", comment="  ").status_code == 422
    browser.send(decision(plan), "return", comment="先安排 A 类客户。\r\n谢谢")
    found = api.li.get(address(plan)).json
    assert (found["state"], found["comment"]) == ("returned", "先安排 A 类客户。\n谢谢")


def test_single_visits_are_rejected_with_a_reason_and_the_rest_is_approved(
    browser: Browser, api: Api, plan: Plan
) -> None:
    first, second = (line["id"] for line in lines(api, plan))
    as_mei(browser, plan)
    assert browser.send(decision(plan, first), "reject_line").status_code == 422
    assert browser.form(decision(plan, first), "reject_line")["comment"] == ""
    browser.send(decision(plan, first), "reject_line", comment="Seen last week")
    assert "Seen last week" in browser.text
    browser.send(decision(plan), "approve")
    assert {line["id"]: line["state"] for line in lines(api, plan)} == {first: "rejected", second: "approved"}


def test_of_a_plan_in_force_single_visits_are_decided_and_noted(browser: Browser, api: Api, work: Work) -> None:
    clients = [make_account(work, tier="A") for _ in range(2)]
    days = [date(2026, 4, 8), date(2026, 4, 15)]
    plan = make_plan(
        work, [make_visit(work, one, day=day) for one, day in zip(clients, days, strict=True)], state="approved"
    )
    work.db.commit()
    moved, dropped = lines(api, plan)
    visit = api.li.get(f"/visits/{moved['visit_id']}").json
    api.li.post(f"/visits/{visit['id']}/move", {"day": "2026-04-22"})
    api.ada.patch("/policies", {"reapproval_tiers": ["A"]})
    assert api.li.delete(f"/plans/{plan.id}/lines/{dropped['id']}").status_code == 204
    as_mei(browser, plan)
    browser.send(decision(plan, dropped["id"]), "acknowledge_line", comment="好的")
    assert not api.li.get(address(plan)).json["lines"][-1]["to_acknowledge"]


def test_who_decides_on_behalf_is_told_so_and_it_is_recorded(browser: Browser, api: Api, plan: Plan) -> None:
    asked = {"manager_id": "user-mei", "stand_in_id": "user-max", "from_on": "2026-03-01", "to_on": "2026-03-09"}
    assert api.mei.post("/delegations", asked).status_code == 201
    browser.open(address(plan))
    browser.sign_in(Cast.max)
    assert "You decide on behalf of Mei." in browser.text
    browser.send(decision(plan), "approve")
    found = api.li.get(address(plan)).json
    assert (found["decided_by_id"], found["on_behalf_of_id"]) == ("user-max", "user-mei")


def test_the_slower_of_two_managers_is_told_who_was_faster(browser: Browser, other: Browser, plan: Plan) -> None:
    as_mei(browser, plan)
    other.open(address(plan))
    other.sign_in(Cast.dana)
    browser.send(decision(plan), "approve")
    page = other.send(decision(plan), "return", comment="Not yet")
    assert page.status_code == 409
    assert "Mei decided this on 2026-03-02 03:00: it is approved." in other.text
    assert "decision" not in {form["fields"].get("decision") for form in other.forms()}


def test_a_double_tap_on_approve_is_no_mistake(browser: Browser, plan: Plan) -> None:
    as_mei(browser, plan)
    form = browser.form(decision(plan), "approve")
    statuses = [browser.post(decision(plan), form).status_code for _ in range(2)]
    assert statuses == [303, 303]


def test_what_changed_after_it_was_seen_is_not_approved_unseen(browser: Browser, api: Api, plan: Plan) -> None:
    as_mei(browser, plan)
    visit_id = lines(api, plan)[0]["visit_id"]
    assert api.li.patch(f"/visits/{visit_id}", {"minutes": 240}).status_code == 200
    page = browser.send(decision(plan), "approve")
    assert page.status_code == 412
    assert "打开页面后" in browser.text
    assert api.li.get(address(plan)).json["state"] == "submitted"
    browser.send(decision(plan), "approve")
    assert api.li.get(address(plan)).json["state"] == "approved", "now she has seen it"


def test_a_plan_that_was_taken_back_says_so(browser: Browser, api: Api, plan: Plan) -> None:
    browser.open(address(plan))
    browser.sign_in(Cast.dana)
    version = api.li.get(address(plan)).json["version"]
    assert api.li.delete(f"/plans/{plan.id}/submission", version=version).status_code == 200
    page = browser.send(decision(plan), "return", comment="Please add Harbour")
    assert page.status_code in {409, 412}
    assert "Li took it back. There is nothing to decide until it is handed in again." in browser.text
    assert not any(form["action"] == decision(plan) for form in browser.forms())


def test_whose_plan_it_is_sees_it_and_decides_nothing(browser: Browser, api: Api, plan: Plan) -> None:
    browser.open(address(plan))
    page = browser.sign_in(Cast.li)
    assert page.status_code == 200
    assert [form["action"] for form in browser.forms()] == ["/sign-out"]
    version = str(api.li.get(address(plan)).json["version"])
    form = {**browser.form("/sign-out"), "decision": "approve", "version": version, "stamp": "99999"}
    refused = browser.post(decision(plan), form)
    assert refused.status_code == 403
    assert "您可以查看" in refused.text


@pytest.mark.parametrize("stranger", ["sam", "max", "ren"])
def test_for_strangers_it_is_not_there_and_they_may_sign_in_as_somebody_else(
    browser: Browser, plan: Plan, stranger: str
) -> None:
    browser.open(address(plan))
    page = browser.sign_in(getattr(Cast, stranger))
    assert page.status_code == 404
    assert plan.id not in browser.text
    sealed = browser.form("/sign-out")
    form = {**sealed, "decision": "approve", "version": "1", "stamp": "99999"}
    assert browser.post(decision(plan), form).status_code == 404
    browser.send("/sign-out")
    assert browser.sign_in(Cast.mei).request.path == address(plan)


def test_looking_changes_nothing(browser: Browser, api: Api, work: Work, plan: Plan) -> None:
    as_mei(browser, plan)
    journal = "SELECT count(*) FROM journal"
    before = work.db.connection().exec_driver_sql(journal).scalar()
    for path in (address(plan), "/plans", decision(plan)):
        browser.client.get(path, headers=browser.headers)
        browser.client.head(path, headers=browser.headers)
    assert work.db.connection().exec_driver_sql(journal).scalar() == before
    assert browser.client.get(decision(plan)).status_code == 405


def test_the_plans_that_wait_are_listed_ones_own_first(browser: Browser, api: Api, work: Work, plan: Plan) -> None:
    make_plan(work, rep=Cast.sam, state="submitted", by=Cast.max)
    work.db.commit()
    browser.open("/plans")
    browser.sign_in(Cast.dana)
    assert "Nothing waits for you." in browser.text
    assert f'href="{address(plan)}"' in browser.page.text
    browser.send("/sign-out")
    browser.open("/plans")
    browser.sign_in(Cast.max)
    assert "Sam April 2026" in browser.text
    assert "Li" not in browser.text


def test_a_page_is_read_in_a_constant_number_of_statements(browser: Browser, work: Work, count_statements) -> None:
    def statements(visits: int) -> int:
        month = APRIL.replace(month=3 + visits // 2)
        days = [month + timedelta(days=number) for number in range(visits)]
        plan = make_plan(work, [make_prepared_visit(work, day=day) for day in days], month=month, state="submitted")
        work.db.commit()
        with count_statements() as said:
            assert browser.open(address(plan)).status_code == 200
        return len(said)

    browser.open("/plans")
    browser.sign_in(Cast.mei)
    assert statements(2) == statements(8)
