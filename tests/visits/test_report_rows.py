"""What a report leads to once it is submitted: issues, facts, intelligence; changed and taken back, never doubled."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from kamfield.accounts.models import Fact, Intelligence
from kamfield.core.work import Work
from kamfield.issues.models import Issue
from kamfield.users.models import User
from tests.api import Api, Caller
from tests.cast import Cast
from tests.make.accounts import make_account, make_contact
from tests.make.members import join
from tests.make.opportunities import an_opportunity
from tests.make.visits import make_done_visit, make_report

COMPLAINT = {"title": "Pump 3 leaks", "severity": "high"}
FACT = {"kind": "purchase_volume", "subject": "Seals", "amount": "1200", "unit": "pcs"}
SEEN = {"kind": "competitor", "name": "Nordring", "price": "8% below ours"}


@pytest.fixture
def url(work: Work) -> str:
    return f"/visits/{make_done_visit(work).id}/report"


def unlock(api: Api, url: str) -> None:
    assert api.mei.post(f"{url}/unlocking", {"reason": "typo"}).status_code == 200


def living(work: Work, kind: type) -> list:
    work.db.expire_all()
    return list(work.all(select(kind).where(kind.deleted_at.is_(None)).order_by(kind.id)))


def submit(caller: Caller, url: str, **parts: object) -> dict:
    answer = caller.post(url, {"outcome": "continuation"} | parts)
    assert answer.status_code == 200, answer.json
    return answer.json


def test_drafts_stay_in_the_report_until_it_is_submitted(api: Api, work: Work, url: str) -> None:
    draft = api.li.patch(url, {"complaints": [COMPLAINT], "facts": [FACT], "observations": [SEEN]})
    assert draft.status_code == 200, draft.json
    assert living(work, Issue) == living(work, Fact) == living(work, Intelligence) == []
    (complaint,), (fact,) = draft.json["complaints"], draft.json["facts"]
    assert (complaint["title"], complaint["severity"], fact["amount"]) == ("Pump 3 leaks", "high", "1200")
    again = api.li.patch(url, {"complaints": [COMPLAINT], "facts": [FACT], "observations": [SEEN]}).json
    assert again["complaints"] == [complaint], "what is sent again without its id keeps the id it got"
    assert (again["facts"], again["observations"]) == (draft.json["facts"], draft.json["observations"])


def test_submitting_makes_issues_facts_and_intelligence_with_the_visit_as_their_source(
    api: Api, work: Work, url: str
) -> None:
    visit_id = url.split("/")[2]
    report = submit(api.li, url, complaints=[COMPLAINT], facts=[FACT], observations=[SEEN])
    (issue,), (fact,), (piece,) = living(work, Issue), living(work, Fact), living(work, Intelligence)
    assert (issue.id, issue.kind, issue.severity) == (report["complaints"][0]["id"], "complaint", "high")
    assert (issue.owner_id, str(issue.due_on), issue.opened_at) == (Cast.li.id, "2026-03-05", work.now)
    assert (fact.amount, fact.unit, str(fact.observed_on)) == (Decimal(1200), "pcs", "2026-03-02")
    assert (piece.kind, piece.name, piece.price) == ("competitor", "Nordring", "8% below ours")
    for made in (issue, fact, piece):
        assert (made.source_kind, made.source_id, made.author_id) == ("visit", visit_id, Cast.li.id)


def test_submitting_again_doubles_nothing(api: Api, work: Work, url: str) -> None:
    parts = {"complaints": [COMPLAINT], "facts": [FACT], "observations": [SEEN]}
    submit(api.li, url, **parts)
    before = [one.id for kind in (Issue, Fact, Intelligence) for one in living(work, kind)]
    for sent in ({}, parts):
        unlock(api, url)
        submit(api.li, url, **sent)
        assert [one.id for kind in (Issue, Fact, Intelligence) for one in living(work, kind)] == before


def test_what_is_changed_afterwards_changes_what_it_led_to(api: Api, work: Work, url: str) -> None:
    submit(api.li, url, complaints=[COMPLAINT], facts=[FACT], observations=[SEEN])
    (issue,) = living(work, Issue)
    api.mei.patch(f"/issues/{issue.id}", {"due_on": "2026-03-03"})
    unlock(api, url)
    report = api.li.get(url).json
    complaint = {"id": report["complaints"][0]["id"], "title": "Pumps 3 and 4 leak", "severity": "critical"}
    seen = {"id": report["observations"][0]["id"], "kind": "competitor", "name": "Nordring", "service": "slow"}
    submit(api.li, url, complaints=[complaint], facts=[FACT | {"amount": "1500"}], observations=[seen])
    (issue,), (fact,), (piece,) = living(work, Issue), living(work, Fact), living(work, Intelligence)
    assert (issue.title, issue.severity, str(issue.due_on)) == ("Pumps 3 and 4 leak", "critical", "2026-03-03")
    assert (fact.amount, fact.superseded_at) == (Decimal(1500), None)
    assert (piece.service, piece.price) == ("slow", None)


def test_what_is_taken_out_is_taken_back(api: Api, work: Work, url: str) -> None:
    visit_id = url.split("/")[2]
    account_id = api.li.get(f"/visits/{visit_id}").json["account_id"]
    known = api.li.post(f"/accounts/{account_id}/facts", FACT | {"amount": "900"}).json
    submit(api.li, url, complaints=[COMPLAINT], facts=[FACT], observations=[SEEN])
    unlock(api, url)
    submit(api.li, url, complaints=[], facts=[], observations=[])
    assert living(work, Issue) == living(work, Intelligence) == []
    (fact,) = living(work, Fact)
    assert (fact.id, fact.superseded_at) == (known["id"], None), "what was known before counts again"


def test_a_solved_complaint_is_no_longer_the_reports_business(api: Api, work: Work, url: str) -> None:
    submit(api.li, url, complaints=[COMPLAINT])
    (issue,) = living(work, Issue)
    api.li.post(f"/issues/{issue.id}/resolution", {"resolution": "New seal"})
    unlock(api, url)
    submit(api.li, url, complaints=[])
    (issue,) = living(work, Issue)
    assert (issue.state, issue.resolution) == ("resolved", "New seal")


def test_a_complaint_that_the_phone_had_sent_as_an_issue_is_that_issue(api: Api, work: Work, url: str) -> None:
    account_id = api.li.get(url.removesuffix("/report")).json["account_id"]
    sent = {"id": "i-1", "account_id": account_id, "kind": "complaint", "title": "Pump 3 leaks"}
    assert api.li.post("/issues", sent).status_code == 201
    submit(api.li, url, complaints=[COMPLAINT | {"id": "i-1"}])
    assert [issue.id for issue in living(work, Issue)] == ["i-1"]


@pytest.mark.parametrize(
    ("wrong", "pointer", "code"),
    [
        ({"facts": [FACT, {"kind": "payment_cycle", "text": "slow"}]}, "/facts/1/amount", "required"),
        ({"facts": [FACT | {"due_on": "2026-04-01"}]}, "/facts/0/due_on", "not-for-this-kind"),
        ({"facts": [{"kind": "yearly_sales", "subject": "now", "amount": "1"}]}, "/facts/0/currency", "required"),
        ({"observations": [{"kind": "need"}]}, "/observations/0/text", "required"),
        ({"observations": [{"kind": "need", "text": "x", "price": "y"}]}, "/observations/0/price", "not-for-this-kind"),
        ({"complaints": [COMPLAINT | {"contact_id": "nobody"}]}, "/complaints/0/contact_id", "unknown-reference"),
        ({"complaints": [COMPLAINT | {"owner_id": "nobody"}]}, "/complaints/0/owner_id", "unknown-reference"),
        ({"complaints": [COMPLAINT | {"id": "1"}, {"id": "1", "title": "x"}]}, "/complaints/1/id", "twice"),
        ({"next_step_owner_id": "user-ren"}, "/next_step_owner_id", "unknown-reference"),
    ],
)
def test_what_the_archive_would_refuse_is_refused_while_it_is_written(
    api: Api, work: Work, url: str, wrong: dict, pointer: str, code: str
) -> None:
    work.act("visit.miss", work.db.get_one(User, Cast.ren.id))
    work.db.get_one(User, Cast.ren.id).active = False
    work.db.flush()
    refused = api.li.patch(url, wrong)
    assert (refused.status_code, refused.json["errors"][0]["pointer"]) == (422, pointer)
    assert refused.json["errors"][0]["code"] == code
    assert api.li.get(url).status_code == 404, "nothing of it was kept"


def test_who_was_there_tells_of_it_also_when_others_have_the_account_by_now(api: Api, work: Work) -> None:
    account = make_account(work, Cast.ren)
    member, person = join(work, account, Cast.li), make_contact(work, account)
    visit = make_done_visit(work, account)
    work.act("account.remove_member", account)
    member.delete(work.now)
    work.db.flush()
    assert api.li.get(f"/accounts/{account.id}").status_code == 404
    complaint = COMPLAINT | {"contact_id": person.id}
    submit(api.li, f"/visits/{visit.id}/report", complaints=[complaint], facts=[FACT], observations=[SEEN])
    assert [len(living(work, kind)) for kind in (Issue, Fact, Intelligence)] == [1, 1, 1]


def test_who_of_ours_came_along_is_noted(api: Api, work: Work, url: str) -> None:
    submit(api.li, url, companion_ids=[Cast.ren.id])
    companions = api.li.get(url.removesuffix("/report")).json["companions"]
    assert [one["user_id"] for one in companions] == [Cast.ren.id]


def test_a_photo_hangs_on_the_report_and_never_holds_it_up(api: Api, work: Work, url: str) -> None:
    report = submit(api.li, url)
    photo = {"subject_kind": "report", "subject_id": report["id"], "account_id": report["account_id"]}
    sent = api.li.post("/attachments", photo | {"file_name": "shelf.jpg", "media_type": "image/jpeg"})
    assert (sent.status_code, sent.json["state"]) == (201, "awaited")
    found = api.mei.get("/attachments", query_string={"subject_kind": "report", "subject_id": report["id"]})
    assert [one["id"] for one in found.json["items"]] == [sent.json["id"]]


def test_reports_without_a_managers_word_are_found(api: Api, work: Work, url: str) -> None:
    waiting, done = make_report(work), make_report(work)
    api.li.patch(url, {"needs": "Heat"})
    api.mei.post(f"/visits/{done.visit_id}/report/review", {"rating": 4})

    def found(**query: str) -> set[str]:
        return {one["id"] for one in api.mei.get("/reports", query_string=query).json["items"]}

    assert found(submitted="true", reviewed="false") == {waiting.id}
    assert found(reviewed="true") == {done.id}
    assert len(found(submitted="false")) == 1


def test_answers_go_to_the_opportunity_with_the_visit_as_their_source(api: Api, work: Work) -> None:
    account = make_account(work)
    found = an_opportunity(api.li, account.id)
    visit = make_done_visit(work, account, opportunity_id=found["id"])
    url = f"/visits/{visit.id}/report"
    yes = {"question": "funds_secured", "reply": "yes", "evidence": "Chen showed the decision"}
    draft = api.li.patch(url, {"answers": [yes]})
    assert draft.json["answers"][0]["opportunity_id"] == found["id"], draft.json
    answers = f"/opportunities/{found['id']}/answers"
    assert api.li.get(answers).json["items"] == []
    submit(api.li, url)
    (answer,) = api.li.get(answers).json["items"]
    assert (answer["question"], answer["reply"], answer["source_kind"]) == ("funds_secured", "yes", "visit")
    assert (answer["source_id"], answer["answered_on"]) == (visit.id, "2026-03-02")
    unlock(api, url)
    submit(api.li, url)
    assert api.li.get(answers).json["items"] == [answer]
    unlock(api, url)
    submit(api.li, url, answers=[yes | {"reply": "no", "evidence": None}])
    (changed,) = api.li.get(answers).json["items"]
    assert changed["reply"] == "no"


@pytest.mark.parametrize(
    ("answer", "pointer"),
    [
        ({"question": "funds_secured", "reply": "yes"}, "/answers/0/evidence"),
        ({"question": "funds_secured", "reply": "no", "opportunity_id": "nothing"}, "/answers/0/opportunity_id"),
        ({"question": "the_weather", "reply": "no"}, "/answers/0/question"),
    ],
)
def test_an_answer_that_would_be_refused_is_refused_while_it_is_written(
    api: Api, work: Work, answer: dict, pointer: str
) -> None:
    account = make_account(work)
    visit = make_done_visit(work, account, opportunity_id=an_opportunity(api.li, account.id)["id"])
    refused = api.li.patch(f"/visits/{visit.id}/report", {"answers": [answer]})
    assert (refused.status_code, refused.json["errors"][0]["pointer"]) == (422, pointer)


def test_a_visit_that_serves_no_opportunity_must_name_one(api: Api, work: Work, url: str) -> None:
    refused = api.li.patch(url, {"answers": [{"question": "need_clear", "reply": "unknown"}]})
    assert [(fault["pointer"], fault["code"]) for fault in refused.json["errors"]] == [
        ("/answers/0/opportunity_id", "required")
    ]
    other = an_opportunity(api.li, make_account(work).id)["id"]
    strange = {"question": "need_clear", "reply": "unknown", "opportunity_id": other}
    assert api.li.patch(url, {"answers": [strange]}).status_code == 422


def test_three_continuations_in_a_row_stall_the_opportunity(api: Api, work: Work) -> None:
    account = make_account(work)
    found = an_opportunity(api.li, account.id)

    def visit_and_report(outcome: str) -> str:
        visit = make_done_visit(work, account, opportunity_id=found["id"])
        submit(api.li, f"/visits/{visit.id}/report", outcome=outcome)
        return f"/visits/{visit.id}/report"

    def stalled() -> bool:
        return api.li.get(f"/opportunities/{found['id']}").json["stalled_on"] is not None

    visit_and_report("continuation")
    second = visit_and_report("continuation")
    assert not stalled()
    visit_and_report("continuation")
    assert stalled()
    unlock(api, second)
    commitment = {"text": "Sends the drawings", "due_on": "2026-03-09"}
    submit(api.li, second, outcome="advance", commitments=[commitment])
    assert not stalled()
