"""What a rep knows at the door, in one call: of the client, the people, what was said and promised, what is open."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import orjson
import pytest

from kamfield.accounts.models import Account
from kamfield.accounts.rules.facts import FactKind
from kamfield.accounts.rules.intelligence import IntelligenceKind
from kamfield.core.work import Work
from kamfield.visits.models import Objective
from kamfield.visits.queries.parts import of_visit
from tests.api import Api
from tests.cast import Moment
from tests.make.accounts import make_account, make_contact, make_place
from tests.make.facts import make_fact, make_intelligence
from tests.make.issues import make_issue
from tests.make.opportunities import an_opportunity, say
from tests.make.quotes import a_sent_quote
from tests.make.visits import AIM, make_done_visit, make_report

TODAY = date(2026, 3, 2)


@pytest.fixture
def account(work: Work) -> Account:
    return make_account(work, name="Renji", code="R-7", tier="A")


def brief(api: Api, account: Account, who: str = "li") -> dict[str, Any]:
    answer = getattr(api, who).get(f"/accounts/{account.id}/brief")
    assert answer.status_code == 200, answer.json
    return dict(answer.json)


def report(work: Work, account: Account, day: date, met: list[str], **written: Any) -> None:
    visit = make_done_visit(work, account, day=day, contact_ids=met, objectives=[AIM])
    (aim,) = work.all(of_visit(Objective, visit.id))
    results = [{"objective_id": aim.id, "result": "partly"}]
    make_report(work, visit, attendee_ids=met, results=results, **written)


def test_an_unknown_client_has_an_empty_brief(api: Api, account: Account) -> None:
    found = brief(api, account)
    assert (found["account"]["name"], found["account"]["tier"], found["account"]["lead_name"]) == ("Renji", "A", "Li")
    assert found["reports"] == found["people"] == found["competitors"] == []
    assert found["opportunities"] == found["quotes"] == {"count": 0, "items": []}
    assert found["payment"] == {"late_by_days": None, "check_overdue": False, "facts": []}
    assert "fact.yearly_sales" in [gap["code"] for gap in found["facts_to_learn"]]


def test_whom_we_met_last_comes_first_and_who_left_is_not_named(api: Api, work: Work, account: Account) -> None:
    chen, wu, gone = (make_contact(work, account, name=name) for name in ("Chen", "Wu", "Gone"))
    make_contact(work, account, name="Adam")
    report(work, account, TODAY - timedelta(days=9), [chen.id, wu.id])
    report(work, account, TODAY - timedelta(days=2), [wu.id, gone.id])
    api.li.post(f"/contacts/{gone.id}/departure", {})
    people = brief(api, account)["people"]
    assert [(one["name"], one["times_met"], one["last_met_on"]) for one in people] == [
        ("Wu", 2, "2026-02-28"),
        ("Chen", 1, "2026-02-21"),
        ("Adam", 0, None),
    ]


def test_the_last_three_reports_say_what_became_of_their_objectives(api: Api, work: Work, account: Account) -> None:
    for days in (9, 1, 5, 3):
        promise = [{"text": f"Drawings of day {days}", "due_on": TODAY + timedelta(days=days)}]
        report(work, account, TODAY - timedelta(days=days), [], outcome="advance", commitments=promise)
    found = brief(api, account)
    assert [one["day"] for one in found["reports"]] == ["2026-03-01", "2026-02-27", "2026-02-25"]
    assert found["reports"][0]["outcome"] == "advance"
    assert [(aim["client_action"], aim["result"]) for aim in found["reports"][0]["objectives"]] == [
        (AIM["client_action"], "partly")
    ]
    assert found["commitments"]["count"] == 4
    assert found["commitments"]["items"][0]["text"] == "Drawings of day 1"


def test_what_is_open_is_there_and_what_is_settled_is_not(api: Api, work: Work, account: Account) -> None:
    make_issue(work, account, title="The seal leaks")
    lost, sent = a_sent_quote(api.li, account.id), a_sent_quote(api.li, account.id, valid_until="2026-06-30")
    assert api.li.post(f"/quotes/{lost['id']}/loss", {"reason": "price"}).status_code == 200
    found = brief(api, account)
    assert [one["title"] for one in found["issues"]["items"]] == ["The seal leaks"]
    (quote,) = found["quotes"]["items"]
    assert (quote["id"], quote["follow_up_on"]) == (sent["id"], "2026-03-05")
    assert (quote["amount"], quote["said"]) == ("186000.00", [])


def test_a_quotation_says_what_became_of_chasing_it(api: Api, account: Account, moment: Moment) -> None:
    quote = a_sent_quote(api.li, account.id, valid_until="2026-06-30")
    api.li.post(f"/quotes/{quote['id']}/replies", {"said": "Their board is reading it"})
    for said, next_on in (("Too expensive", "2026-03-05"), ("After the fair", "2026-03-08"), ("In April", None)):
        moment.advance(days=3)
        (step, *_) = api.li.get(f"/follow-ups?quote_id={quote['id']}&state=due").json["items"]
        answer = api.li.post(f"/follow-ups/{step['id']}/completion", {"said": said, "next_on": next_on})
        assert answer.status_code == 200, answer.json
    (told,) = brief(api, account)["quotes"]["items"]
    assert told["said"] == [
        {"on": "2026-03-11", "said": "In April", "next_on": None},
        {"on": "2026-03-08", "said": "After the fair", "next_on": "2026-03-08"},
        {"on": "2026-03-05", "said": "Too expensive", "next_on": "2026-03-05"},
    ]


def test_an_opportunity_says_what_is_still_to_be_asked(api: Api, account: Account, moment: Moment) -> None:
    opportunity = an_opportunity(api.li, account.id)
    say(api.li, opportunity["id"], "need_clear", "yes")
    say(api.li, opportunity["id"], "funds_secured", "unknown")
    (found,) = brief(api, account)["opportunities"]["items"]
    assert {one["question"]: one["lack"] for one in found["to_ask"]} == {
        "business_challenged": "unasked",
        "decision_process_known": "unasked",
        "funds_secured": "unknown",
        "driver_evident": "unasked",
    }
    assert "Are the funds secured?" in [one["text"] for one in found["to_ask"]]
    moment.advance(days=70)
    (found,) = brief(api, account)["opportunities"]["items"]
    assert {one["question"]: one["lack"] for one in found["to_ask"]}["need_clear"] == "stale"


def test_people_say_their_part_in_what_the_client_might_buy(api: Api, work: Work, account: Account) -> None:
    chen = make_contact(work, account, name="Chen")
    make_contact(work, account, name="Wu")
    first, second, lost = (an_opportunity(api.li, account.id, name=name) for name in ("One", "Two", "Three"))
    for opportunity, support in ((first, "opponent"), (first, "neutral"), (second, "mentor"), (lost, "mentor")):
        said = {"contact_id": chen.id, "buying_role": "approver", "support": support}
        assert api.li.post(f"/opportunities/{opportunity['id']}/assessments", said).status_code == 201
    assert api.li.post(f"/opportunities/{lost['id']}/loss", {"reason": "price"}).status_code == 200
    people = {one["name"]: one["standings"] for one in brief(api, account)["people"]}
    assert people["Wu"] == []
    assert {one["opportunity_id"]: (one["buying_role"], one["support"]) for one in people["Chen"]} == {
        first["id"]: ("approver", "neutral"),
        second["id"]: ("approver", "mentor"),
    }
    assert people["Chen"][0]["assessed_on"] == "2026-03-02"


def test_how_the_client_pays(api: Api, work: Work, account: Account) -> None:
    make_fact(work, account, FactKind.PAYMENT_TERM, text="30 days net", amount=Decimal(30))
    make_fact(work, account, FactKind.PAYMENT_CYCLE, amount=Decimal(47))
    make_fact(work, account, FactKind.CREDIT_CHECK, due_on=TODAY - timedelta(days=1))
    payment = brief(api, account)["payment"]
    assert (payment["late_by_days"], payment["check_overdue"]) == (17, True)
    assert [fact["kind"] for fact in payment["facts"]] == ["credit_check", "payment_cycle", "payment_term"]


def test_old_facts_are_to_be_confirmed_and_competitors_are_named(
    api: Api, work: Work, account: Account, moment: Moment
) -> None:
    old = make_fact(work, account, FactKind.PAYMENT_TERM, observed_on=TODAY - timedelta(days=91), text="30 days net")
    make_intelligence(work, account, IntelligenceKind.COMPETITOR, name="Nordlager", price="8% below ours")
    make_intelligence(work, account, IntelligenceKind.NEED)
    found = brief(api, account)
    (gap,) = found["facts_to_confirm"]
    assert (gap["id"], gap["code"], gap["since"]) == (old.id, "fact.payment_term", "2026-03-02")
    assert [(one["name"], one["price"]) for one in found["competitors"]] == [("Nordlager", "8% below ours")]


def test_what_is_confidential_is_not_in_it_and_reading_leaves_no_trace(api: Api, work: Work, account: Account) -> None:
    contact = make_contact(work, account)
    noted = api.li.put(f"/contacts/{contact.id}/notes", {"notes": "His wife works for the competitor"})
    assert noted.status_code == 200, noted.json
    work.db.expire_all()  # the contact was changed over HTTP
    report(work, account, TODAY, [contact.id], internal="We can go down by 8%")
    before = api.ada.get("/journal?limit=200").json["items"]
    assert before
    for who in ("li", "mei", "ada"):
        said = orjson.dumps(brief(api, account, who)).decode()
        assert "competitor" not in said.replace("competitors", "")
        assert "8%" not in said
    assert api.ada.get("/journal?limit=200").json["items"] == before
    for stranger in ("sam", "max", "ren"):
        assert getattr(api, stranger).get(f"/accounts/{account.id}/brief").status_code == 404


def test_it_costs_thirteen_statements_whatever_lies_behind_and_stays_small(
    api: Api, work: Work, account: Account, count_statements
) -> None:
    opportunity = an_opportunity(api.li, account.id)
    say(api.li, opportunity["id"], "need_clear", "yes")
    a_sent_quote(api.li, account.id)

    def statements() -> int:
        brief(api, account)  # from now on it is known who li is
        with count_statements() as said:
            brief(api, account)
        return sum(one.startswith("SELECT") for one in said)

    few = statements()
    for number in range(25):
        contact = make_contact(work, account)
        promise = [{"text": "Drawings", "due_on": TODAY}]
        day = TODAY - timedelta(days=number % 7)
        report(work, account, day, [contact.id], outcome="advance", commitments=promise)
        make_issue(work, account)
        make_intelligence(work, account, IntelligenceKind.COMPETITOR, name=f"Rival {number}")
        make_place(work, account)
        if number < 12:
            a_sent_quote(api.li, account.id)
            seen = an_opportunity(api.li, account.id)
            said = {"contact_id": contact.id, "support": "neutral"}
            assert api.li.post(f"/opportunities/{seen['id']}/assessments", said).status_code == 201
    assert statements() == few <= 13
    assert len(orjson.dumps(brief(api, account))) < 24_000
