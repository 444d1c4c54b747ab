"""Why did I get this, why did I not, and when will I?"""

from datetime import date

import pytest

from kamfield.core.work import Work
from kamfield.worker import Worker
from tests.api import Api
from tests.cast import Cast, Moment
from tests.make.accounts import make_account
from tests.make.plans import make_plan
from tests.make.reminders import work_off
from tests.make.todos import in_shanghai, live_at
from tests.make.visits import make_prepared_visit, make_visit


@pytest.fixture(autouse=True)
def settled(worker: Worker, moment: Moment) -> None:
    work_off(worker)
    live_at(worker, moment, in_shanghai(2026, 3, 2, 18, 0))


def why(api: Api, kind: str, subject_id: str | None = None, name: str = "sam") -> str:
    asked = {"kind": kind} if subject_id is None else {"kind": kind, "subject_id": subject_id}
    answer = getattr(api, name).get("/reminders/why", query_string=asked)
    assert answer.status_code == 200, answer.json
    return str(answer.json["why"])


def test_a_client_whose_tier_allows_longer(api: Api, work: Work) -> None:
    account = make_account(work, lead=Cast.sam, tier="A", last_visited_on=date(2026, 2, 27))
    work.db.commit()
    assert why(api, "account_overdue", account.id).endswith("The tier allows until 2026-03-06.")
    make_visit(work, account, rep=Cast.sam, day=date(2026, 3, 20))
    work.db.commit()
    assert why(api, "account_overdue", account.id).endswith("A visit is planned on 2026-03-20.")
    assert "not yours to look after" in why(api, "account_overdue", account.id, "max")
    unseen = api.li.get(f"/reminders/why?kind=account_overdue&subject_id={account.id}")
    assert unseen.status_code == 404


def test_a_visit_that_is_prepared_and_one_that_is_not(api: Api, work: Work) -> None:
    prepared = make_prepared_visit(work, make_account(work, lead=Cast.sam), rep=Cast.sam, day=date(2026, 3, 10))
    bare = make_visit(work, make_account(work, lead=Cast.sam), rep=Cast.sam, day=date(2026, 3, 10))
    work.db.commit()
    assert "Nothing is missing" in why(api, "visit_unprepared", prepared.id)
    assert "on 2026-03-10: you are told on the working day before" in why(api, "visit_unprepared", bare.id)
    assert api.max.get(f"/reminders/why?kind=visit_unprepared&subject_id={bare.id}").status_code == 404


def test_a_plan_that_is_due_later(api: Api) -> None:
    assert "due on 2026-03-25: you are told from 2026-03-20 on" in why(api, "plan_due")


def test_a_plan_that_waits_for_somebody_else_and_one_nobody_has_decided_about(api: Api, work: Work) -> None:
    plan = make_plan(work, state="submitted")
    work.db.commit()
    assert why(api, "plan_waiting", plan.id, "dana").endswith("It waits for somebody else's decision.")
    assert why(api, "plan_decided", plan.id, "li").endswith("尚未有人作出决定。")
    assert why(api, "plan_waiting", plan.id, "mei").endswith("您会在几分钟内收到通知。")
    unseen = api.max.get(f"/reminders/why?kind=plan_waiting&subject_id={plan.id}")
    assert unseen.status_code == 404


def test_what_one_does_not_want(api: Api) -> None:
    api.sam.put("/me/reminder-settings", {"unwanted": ["birthday"]})
    assert why(api, "birthday").endswith("You do not want reminders of this kind.")
    assert why(api, "contact_left").endswith("Nothing of this kind was due for you.")


def test_what_joined_others_says_what_became_of_their_mail(api: Api, worker: Worker, moment: Moment) -> None:
    first = api.sam.post("/todo-items", {"title": "Send samples", "due_on": "2026-03-03"}).json
    api.sam.post("/todo-items", {"title": "Book a hotel", "due_on": "2026-03-03"})
    assert "on 2026-03-03, or on the working day before" in why(api, "todo_due", first["id"])
    live_at(worker, moment, in_shanghai(2026, 3, 3, 15, 0))
    assert why(api, "todo_due", first["id"]).endswith("it stands in a mail with others. It was sent.")
