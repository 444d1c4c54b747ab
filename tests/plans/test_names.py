"""A plan says whose it is and which clients it is about, so that a phone need not ask again for each line."""

from datetime import date

from kamfield.core.work import Work
from tests.api import Api
from tests.make.accounts import make_account
from tests.make.plans import make_plan
from tests.make.visits import make_done_visit, make_visit


def test_the_list_of_plans_says_whose_they_are(api: Api, work: Work) -> None:
    plan = make_plan(work, state="submitted")
    work.db.commit()
    assert api.mei.get("/plans/awaiting-approval").json["items"][0]["rep_name"] == "Li"
    assert api.mei.get(f"/plans/{plan.id}").json["rep_name"] == "Li"


def test_each_line_says_the_name_and_tier_of_its_client(api: Api, work: Work) -> None:
    first, second = make_account(work, name="东海轴承", tier="A"), make_account(work, name="Pudong Pumps", tier=None)
    visits = [make_visit(work, one, day=date(2026, 4, 8 + number)) for number, one in enumerate((first, second))]
    plan = make_plan(work, visits)
    work.db.commit()
    lines = api.li.get(f"/plans/{plan.id}").json["lines"]
    assert [(line["account_name"], line["tier"]) for line in lines] == [("东海轴承", "A"), ("Pudong Pumps", None)]


def test_plan_and_fact_name_the_clients_also_beside_the_plan(api: Api, work: Work) -> None:
    on, beside = make_account(work, name="东海轴承"), make_account(work, name="Pudong Pumps")
    plan = make_plan(work, [make_visit(work, on, day=date(2026, 4, 8))], state="approved")
    make_done_visit(work, beside, day=date(2026, 4, 9))
    work.db.commit()
    lines = api.mei.get(f"/plans/{plan.id}/deviation").json["lines"]
    assert [line["account_name"] for line in lines] == ["东海轴承", "Pudong Pumps"]
