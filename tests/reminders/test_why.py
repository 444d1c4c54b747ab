"""Why did I get this, why did I not, and when will I?"""

from datetime import date

import pytest

from kamfield.accounts.rules.facts import FactKind
from kamfield.core.work import Work
from kamfield.messengers.models import Messenger
from kamfield.reminders.actions.not_yet import EXPLAIN
from kamfield.reminders.rules import SINGLE, Kind
from kamfield.worker import Worker
from tests.api import Api
from tests.cast import Cast, Moment
from tests.make.accounts import make_account, make_contact
from tests.make.facts import make_fact
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
    assert why(api, "account_overdue", account.id).endswith("By its tier the next visit is due by Fri, Mar 6.")
    make_visit(work, account, rep=Cast.sam, day=date(2026, 3, 20))
    work.db.commit()
    assert why(api, "account_overdue", account.id).endswith("A visit is planned on Fri, Mar 20.")
    assert "not yours to look after" in why(api, "account_overdue", account.id, "max")
    unseen = api.li.get(f"/reminders/why?kind=account_overdue&subject_id={account.id}")
    assert unseen.status_code == 404


def test_a_visit_that_is_prepared_and_one_that_is_not(api: Api, work: Work) -> None:
    prepared = make_prepared_visit(work, make_account(work, lead=Cast.sam), rep=Cast.sam, day=date(2026, 3, 10))
    bare = make_visit(work, make_account(work, lead=Cast.sam), rep=Cast.sam, day=date(2026, 3, 10))
    work.db.commit()
    assert "Nothing is missing" in why(api, "visit_unprepared", prepared.id)
    assert "on Tue, Mar 10: you are told on the working day before" in why(api, "visit_unprepared", bare.id)
    assert api.max.get(f"/reminders/why?kind=visit_unprepared&subject_id={bare.id}").status_code == 404


def test_the_answer_is_in_the_callers_language_whatever_their_own_is(api: Api, work: Work) -> None:
    plan = make_plan(work, state="submitted")
    work.db.commit()
    asked = f"/reminders/why?kind=plan_decided&subject_id={plan.id}"  # li's own language is Chinese
    assert api.li.get(asked, headers={"Accept-Language": ""}).json["why"].endswith("尚未有人审批。")
    assert api.li.get(asked, headers={"Accept-Language": "en"}).json["why"].endswith("Nobody has decided about it yet.")


def test_a_plan_that_is_due_later(api: Api) -> None:
    assert "due on Wed, Mar 25: you are told from Fri, Mar 20 on" in why(api, "plan_due")


def test_a_plan_that_waits_for_somebody_else_and_one_nobody_has_decided_about(api: Api, work: Work) -> None:
    plan = make_plan(work, state="submitted")
    work.db.commit()
    assert why(api, "plan_waiting", plan.id, "dana").endswith("It waits for somebody else's decision.")
    assert why(api, "plan_decided", plan.id, "li").endswith("Nobody has decided about it yet.")
    assert why(api, "plan_waiting", plan.id, "mei").endswith("you are told within minutes, outside of the quiet hours.")
    unseen = api.max.get(f"/reminders/why?kind=plan_waiting&subject_id={plan.id}")
    assert unseen.status_code == 404


def test_what_one_does_not_want(api: Api) -> None:
    api.sam.put("/me/reminder-settings", {"unwanted": ["birthday"]})
    assert why(api, "birthday").endswith("You do not want reminders of this kind.")
    assert why(api, "contact_left").endswith("Nothing of this kind was due for you.")


def test_what_joined_others_says_what_became_of_their_mail(api: Api, worker: Worker, moment: Moment) -> None:
    first = api.sam.post("/todo-items", {"title": "Send samples", "due_on": "2026-03-03"}).json
    api.sam.post("/todo-items", {"title": "Book a hotel", "due_on": "2026-03-03"})
    assert "on the morning of Tue, Mar 3, or before" in why(api, "todo_due", first["id"])
    live_at(worker, moment, in_shanghai(2026, 3, 3, 15, 0))
    assert why(api, "todo_due", first["id"]).endswith(
        "It is about “Send samples”, which is due on Tue, Mar 3. It stands in a mail together with others. "
        "It was sent to sam@example.com on Tue, Mar 3, 08:00."
    )


def test_what_is_to_be_asked_of_a_client_and_whose_credit_is_to_be_checked(api: Api, work: Work) -> None:
    account = make_account(work, lead=Cast.sam)
    check = make_fact(work, account, FactKind.CREDIT_CHECK, due_on=date(2026, 5, 4), author=Cast.sam)
    work.db.commit()
    assert why(api, "fact_due", check.id).endswith("on the morning of Mon, May 4, or before the days off it falls on.")
    assert "not yours to look after" in why(api, "fact_due", check.id, "max")
    assert api.li.get(f"/reminders/why?kind=fact_due&subject_id={check.id}").status_code == 404
    make_fact(work, account, FactKind.CREDIT_CHECK, due_on=date(2026, 8, 3), author=Cast.sam)
    work.db.commit()
    assert why(api, "fact_due", check.id).endswith("It is done, or was never to be done.")
    item = api.sam.post("/todo-items", {"title": "Ask for the payment term", "due_on": "2026-03-05"}).json
    assert "on the morning of Thu, Mar 5, or before" in why(api, "fact_due", item["id"])


def test_a_contact_who_works_there_and_one_who_left(api: Api, work: Work) -> None:
    contact = make_contact(work, make_account(work, lead=Cast.sam))
    work.db.commit()
    assert why(api, "contact_left", contact.id).endswith("They still work there.")
    api.sam.post(f"/contacts/{contact.id}/departure", {}, version=contact.version)
    assert "unless you noted it yourself" in why(api, "contact_left", contact.id)
    assert "not yours to look after" in why(api, "contact_left", contact.id, "max")
    assert api.li.get(f"/reminders/why?kind=contact_left&subject_id={contact.id}").status_code == 404


def test_birthdays_of_whom_and_when(api: Api, work: Work) -> None:
    account = make_account(work, lead=Cast.sam, tier="B")
    decider = make_contact(work, account, layer="decider", birthday=date(1980, 3, 1))
    leap = make_contact(work, account, layer="decider", birthday=date(1980, 2, 29))
    asker = make_contact(work, account, layer="user", birthday=date(1980, 3, 9))
    unknown = make_contact(work, account, layer="decider")
    gone = make_contact(work, account, layer="decider", birthday=date(1980, 3, 9), active=False)
    work.db.commit()
    assert "on the morning of Mon, Mar 1, 2027, or before" in why(api, "birthday", decider.id)
    assert "on the morning of Sun, Feb 28, 2027, or before" in why(api, "birthday", leap.id)
    assert why(api, "birthday", asker.id).endswith("They are no decider, and the client is not of tier A.")
    assert why(api, "birthday", unknown.id).endswith("Their birthday is not known.")
    assert why(api, "birthday", gone.id).endswith("They do not work there any more.")
    assert "not yours to look after" in why(api, "birthday", decider.id, "max")
    assert api.li.get(f"/reminders/why?kind=birthday&subject_id={decider.id}").status_code == 404


def test_a_messenger_that_answers_and_one_that_is_gone(api: Api, work: Work) -> None:
    address = "https://open.larksuite.com/open-apis/bot/v2/hook/abcdefgh-1234"
    robot = api.sam.post("/messengers", {"label": "Mine", "address": address, "topics": ["notices"]}).json
    assert why(api, "messenger_gone", robot["id"]).endswith("As far as anybody knows it takes messages.")
    work.db.get_one(Messenger, robot["id"]).lose(Moment.START)
    work.db.commit()
    assert "you are told within minutes" in why(api, "messenger_gone", robot["id"])
    assert api.max.get(f"/reminders/why?kind=messenger_gone&subject_id={robot['id']}").status_code == 404


def test_the_rules_of_every_single_kind_can_be_asked() -> None:
    assert EXPLAIN.keys() == SINGLE - {Kind.DIGEST}
