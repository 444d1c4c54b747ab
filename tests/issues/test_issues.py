"""Issues of clients: noted, solved, agreed to, and heard of above when they wait for too long."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from kamfield.core.journal import Entry
from kamfield.core.work import Work
from kamfield.issues.background import escalate_old_issues
from kamfield.issues.models import Issue
from kamfield.users.models import User
from kamfield.worker import Worker
from tests.api import Api
from tests.cast import Cast, Moment
from tests.make.accounts import make_account, make_contact
from tests.make.issues import make_issue
from tests.make.members import join
from tests.make.reminders import work_off


def test_an_issue_is_the_callers_and_due_when_its_severity_says_so(api: Api, work: Work) -> None:
    account = make_account(work)
    draft = {"account_id": account.id, "kind": "complaint", "title": "Pump 3 leaks"}
    days = {"critical": "2026-03-03", "high": "2026-03-05", "normal": "2026-03-09", "low": "2026-03-16"}
    for severity, due_on in days.items():
        made = api.li.post("/issues", draft | {"severity": severity})
        assert made.status_code == 201, made.json
        assert (made.json["owner_id"], made.json["due_on"], made.json["state"]) == (Cast.li.id, due_on, "open")
    assert api.li.post("/issues", draft).json["severity"] == "normal"


def test_an_issue_is_solved_agreed_to_and_opened_again(api: Api, work: Work) -> None:
    url = f"/issues/{make_issue(work).id}"
    assert api.li.post(f"{url}/closure").status_code == 409
    solved = api.li.post(f"{url}/resolution", {"resolution": "New seal"})
    assert (solved.json["state"], solved.json["resolved_by_id"]) == ("resolved", Cast.li.id)
    assert (solved.json["escalate_at"], solved.json["resolution"]) == (None, "New seal")
    assert api.li.post(f"{url}/resolution", {"resolution": "Newer seal"}).status_code == 409
    assert api.li.patch(url, {"title": "x"}).status_code == 409
    assert api.li.post(f"{url}/closure").json["state"] == "closed"
    assert api.li.delete(f"{url}/resolution").status_code == 422
    again = api.li.delete(f"{url}/resolution", query_string={"reason": "It leaks again"}).json
    assert (again["state"], again["resolution"], again["closed_at"]) == ("open", None, None)
    assert again["escalate_at"] == "2026-03-09T02:00:00Z"


def test_who_is_on_the_account_sees_it_and_owner_author_and_lead_change_it(api: Api, work: Work) -> None:
    account = make_account(work)
    join(work, account, Cast.ren)
    issue = make_issue(work, account)
    url = f"/issues/{issue.id}"
    assert api.ren.get(url).status_code == 200
    assert api.ren.patch(url, {"title": "Mine"}).status_code == 403
    assert api.ren.post(f"{url}/resolution", {"resolution": "x"}).status_code == 403
    given = api.mei.patch(url, {"owner_id": Cast.sam.id})
    assert given.json["owner_id"] == Cast.sam.id
    assert api.sam.post(f"{url}/resolution", {"resolution": "The workshop mended it"}).status_code == 200
    assert api.sam.delete(url).status_code == 403
    assert api.li.delete(url).status_code == 204
    assert api.li.get(url).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"account_id": "nothing"}, "/account_id"),
        ({"contact_id": "nobody"}, "/contact_id"),
        ({"owner_id": "nobody"}, "/owner_id"),
        ({"title": " "}, "/title"),
        ({"severity": "awful"}, "/severity"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(api: Api, work: Work, wrong: dict, pointer: str) -> None:
    draft = {"account_id": make_account(work).id, "kind": "dispute", "title": "Invoice 17"}
    refused = api.li.post("/issues", draft | wrong)
    assert (refused.status_code, refused.json["errors"][0]["pointer"]) == (422, pointer)


def test_somebody_of_another_client_cannot_have_complained(api: Api, work: Work) -> None:
    issue, stranger = make_issue(work), make_contact(work, make_account(work))
    refused = api.li.patch(f"/issues/{issue.id}", {"contact_id": stranger.id})
    assert refused.json["errors"][0]["pointer"] == "/contact_id"


def test_issues_are_found_by_what_one_asks_for(api: Api, work: Work) -> None:
    account = make_account(work)
    late = make_issue(work, account, severity="critical")
    wish = make_issue(work, account, kind="request", severity="low", source_kind="visit", source_id="v-1")
    elsewhere = make_issue(work)

    def found(**query: str) -> list[str]:
        return [one["id"] for one in api.li.get("/issues", query_string=query).json["items"]]

    assert found() == [late.id, elsewhere.id, wish.id]
    assert found(sort="-due_on") == [wish.id, elsewhere.id, late.id]
    assert found(account_id=account.id, state="open") == [late.id, wish.id]
    assert found(kind="request") == found(severity="low") == found(source_id="v-1") == [wish.id]
    assert found(due_until="2026-03-03") == [late.id]
    assert found(owner_id=Cast.ren.id) == found(waits_for_id=Cast.mei.id) == found(state="closed") == []


def escalate(work: Work, moment: Moment, **span: float) -> None:
    work.db.expire_all()  # others may have written meanwhile
    moment.advance(**span)
    escalate_old_issues(Work(work.user, moment.now, work.db, work.house))
    work.db.flush()


def test_it_goes_up_level_by_level_as_long_as_it_is_open(work: Work, moment: Moment) -> None:
    issue = make_issue(work, severity="critical")
    assert issue.escalate_at == moment.now + timedelta(hours=24)
    escalate(work, moment, hours=23, minutes=59)
    assert (issue.escalations, issue.waits_for_id) == (0, None)
    escalate(work, moment, minutes=1)
    assert (issue.escalations, issue.waits_for_id) == (1, Cast.mei.id)
    escalate(work, moment, hours=24)
    assert (issue.escalations, issue.waits_for_id, issue.escalate_at) == (2, Cast.dana.id, None)
    escalate(work, moment, days=30)
    told = work.all(select(Entry).where(Entry.verb == "issue.escalate").order_by(Entry.at))
    assert [entry.details["to_id"] for entry in told] == [Cast.mei.id, Cast.dana.id]


def test_who_left_is_passed_over(work: Work, moment: Moment) -> None:
    issue = make_issue(work)
    work.act("issue.hand_over", issue)
    work.db.get_one(User, Cast.mei.id).active = False
    work.db.flush()
    escalate(work, moment, days=7)
    assert issue.waits_for_id == Cast.dana.id


def test_a_solved_issue_stays_where_it_is_and_one_opened_again_waits_anew(work: Work, moment: Moment, api: Api) -> None:
    issue = make_issue(work, severity="high")
    escalate(work, moment, hours=72)
    assert issue.waits_for_id == Cast.mei.id
    api.li.post(f"/issues/{issue.id}/resolution", {"resolution": "New seal"})
    escalate(work, moment, days=90)
    again = api.li.delete(f"/issues/{issue.id}/resolution", query_string={"reason": "It leaks"}).json
    assert (again["escalations"], again["waits_for_id"]) == (0, None)
    escalate(work, moment, hours=72)
    work.db.refresh(issue)
    assert (issue.escalations, issue.waits_for_id) == (1, Cast.mei.id)


def test_a_worse_severity_counts_from_the_beginning(work: Work, api: Api) -> None:
    issue = make_issue(work, severity="low")
    worse = api.li.patch(f"/issues/{issue.id}", {"severity": "critical"}).json
    assert worse["escalate_at"] == "2026-03-03T02:00:00Z"
    assert worse["due_on"] == "2026-03-16"


def test_the_company_says_how_long_a_severity_may_wait(api: Api, work: Work) -> None:
    hours = {"critical": 2, "high": 4, "normal": 8, "low": 16}
    assert api.ada.patch("/policies", {"issue_escalation_hours": hours}).status_code == 200
    draft = {"account_id": make_account(work).id, "kind": "dispute", "title": "Invoice 17"}
    assert api.li.post("/issues", draft).json["escalate_at"] == "2026-03-02T10:00:00Z"
    assert api.ada.patch("/policies", {"issue_due_days": {"critical": 1}}).status_code == 422


def test_the_worker_escalates(worker: Worker, work: Work, moment: Moment) -> None:
    issue = make_issue(work, severity="critical")
    work_off(worker)
    moment.advance(hours=25)
    work_off(worker)
    work.db.expire_all()
    assert work.one(select(Issue).where(Issue.id == issue.id)).waits_for_id == Cast.mei.id


def test_a_leavers_issues_go_to_the_receiver(api: Api, work: Work, worker: Worker) -> None:
    mine, solved, agreed = (make_issue(work, author=Cast.ren) for _ in range(3))
    api.ren.post(f"/issues/{solved.id}/resolution", {"resolution": "x"})
    api.ren.post(f"/issues/{agreed.id}/resolution", {"resolution": "x"})
    api.ren.post(f"/issues/{agreed.id}/closure")
    answer = api.mei.post("/handovers", {"leaver_id": Cast.ren.id, "receiver_id": Cast.li.id})
    assert answer.status_code in {201, 202}, answer.json
    work_off(worker)
    work.db.expire_all()
    owners = [work.one(select(Issue).where(Issue.id == one)).owner_id for one in (mine.id, solved.id, agreed.id)]
    assert owners == [Cast.li.id, Cast.li.id, Cast.ren.id]


def test_a_merge_takes_the_issues_along_and_the_timeline_tells_them(api: Api, work: Work, worker: Worker) -> None:
    issue, kept = make_issue(work), make_account(work)
    api.li.post(f"/issues/{issue.id}/resolution", {"resolution": "New seal"})
    merged = api.mei.post(f"/accounts/{kept.id}/merge", {"from_id": issue.account_id})
    assert merged.status_code == 200, merged.json
    work_off(worker)
    assert api.li.get(f"/issues/{issue.id}").json["account_id"] == kept.id
    told = api.li.get(f"/accounts/{kept.id}/timeline", query_string={"kind": "issue"}).json["items"]
    assert sorted(one["text"] for one in told) == [
        "Li noted an issue, Complaint (The seal of pump 3 leaks).",
        "Li resolved the issue “The seal of pump 3 leaks”: New seal",
    ]


def test_a_photo_of_the_damage_belongs_to_the_issue(api: Api, work: Work) -> None:
    issue = make_issue(work)
    photo = {"subject_kind": "issue", "file_name": "leak.jpg", "media_type": "image/jpeg"}
    sent = photo | {"account_id": issue.account_id, "subject_id": issue.id}
    assert api.li.post("/attachments", sent).status_code == 201
    other = sent | {"account_id": make_account(work).id}
    assert api.li.post("/attachments", other).status_code == 422
