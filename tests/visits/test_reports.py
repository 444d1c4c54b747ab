"""Call reports: what they need, when they are late, who reads which part, how they are opened again."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from kamfield.accounts.models import Account
from kamfield.core.journal import Entry
from kamfield.core.work import Work
from tests.api import Api
from tests.cast import Cast, Moment
from tests.make.accounts import make_account, make_contact
from tests.make.members import join
from tests.make.visits import AIM, make_done_visit, make_report, make_visit


def test_a_report_is_saved_submitted_and_locked(api: Api, work: Work) -> None:
    visit = make_done_visit(work)
    url = f"/visits/{visit.id}/report"
    assert api.li.get(url).status_code == 404
    draft = api.li.patch(url, {"needs": "Heat", "internal": "Wants a discount"})
    assert (draft.status_code, draft.json["submitted_at"]) == (200, None)
    submitted = api.li.post(url, {"outcome": "continuation"})
    assert submitted.status_code == 200, submitted.json
    assert (submitted.json["locked"], submitted.json["late"], submitted.json["needs"]) == (True, False, "Heat")
    assert api.li.get(f"/visits/{visit.id}").json["state"] == "reported"
    for refused in (api.li.patch(url, {"needs": "Cold"}), api.li.post(url, {"outcome": "order"})):
        assert (refused.status_code, refused.json["code"]) == (409, "report-locked")


def test_a_submitted_report_moves_the_last_visit_of_the_account_forward_only(api: Api, work: Work) -> None:
    account = make_account(work)
    make_report(work, make_done_visit(work, account))
    assert work.db.get_one(Account, account.id).last_visited_on == date(2026, 3, 2)
    make_report(work, make_visit(work, account, day=date(2026, 2, 27)))
    assert work.db.get_one(Account, account.id).last_visited_on == date(2026, 3, 2)


def test_a_report_is_late_after_a_day(api: Api, work: Work, moment: Moment) -> None:
    visit = make_done_visit(work)
    moment.advance(hours=24, seconds=1)
    assert api.li.post(f"/visits/{visit.id}/report", {"outcome": "order"}).json["late"] is True


def test_every_objective_wants_a_result(api: Api, work: Work) -> None:
    visit = make_done_visit(work, objectives=[AIM, AIM])
    first, second = (aim["id"] for aim in api.li.get(f"/visits/{visit.id}").json["objectives"])
    url = f"/visits/{visit.id}/report"
    half = {"outcome": "order", "results": [{"objective_id": first, "result": "partly", "actual": "20"}]}
    refused = api.li.post(url, half)
    assert [(error["pointer"], error["code"]) for error in refused.json["errors"]] == [("/results", "result-missing")]
    assert api.li.patch(url, half).status_code == 200
    assert api.li.post(url, {"results": [{"objective_id": second, "result": "not"}]}).status_code == 200
    aims = api.li.get(f"/visits/{visit.id}").json["objectives"]
    assert [(aim["result"], aim["actual"]) for aim in aims] == [("partly", "20"), ("not", None)]


def test_an_advance_needs_a_dated_commitment_of_the_client(api: Api, work: Work) -> None:
    visit = make_done_visit(work)
    url = f"/visits/{visit.id}/report"
    refused = api.li.post(url, {"outcome": "advance"})
    assert [error["code"] for error in refused.json["errors"]] == ["commitment-missing"]
    promise = {"text": "Mr Chen sends the drawings", "due_on": "2026-03-06"}
    assert api.li.post(url, {"outcome": "advance", "commitments": [promise]}).status_code == 200
    (kept,) = api.li.get("/commitments", query_string={"state": "open", "due_to": "2026-03-06"}).json["items"]
    assert kept["text"] == promise["text"]
    assert api.li.get("/commitments", query_string={"due_to": "2026-03-05"}).json["items"] == []
    done = api.li.post(f"/commitments/{kept['id']}/outcome", {"state": "kept"})
    assert done.json["state"] == "kept"
    assert api.li.post(f"/commitments/{kept['id']}/outcome", {"state": "broken"}).status_code == 409


def test_commitments_are_kept_by_their_ids_and_replaced_without(api: Api, work: Work) -> None:
    visit = make_done_visit(work)
    url = f"/visits/{visit.id}/report"
    promises = [{"id": "c-1", "text": "one", "due_on": "2026-03-06"}, {"text": "two", "due_on": "2026-03-06"}]
    api.li.patch(url, {"commitments": promises})
    api.li.patch(url, {"commitments": [{"id": "c-1", "text": "one, later", "due_on": "2026-03-09"}]})
    (left,) = api.li.get(f"/visits/{visit.id}").json["commitments"]
    assert (left["id"], left["text"], left["due_on"]) == ("c-1", "one, later", "2026-03-09")


def test_a_next_step_needs_a_date(api: Api, work: Work) -> None:
    visit = make_done_visit(work)
    refused = api.li.post(f"/visits/{visit.id}/report", {"outcome": "order", "next_step": "Send samples"})
    assert [error["pointer"] for error in refused.json["errors"]] == ["/next_step_on"]
    sent = {"outcome": "order", "next_step": "Send samples", "next_step_on": "2026-03-09"}
    assert api.li.post(f"/visits/{visit.id}/report", sent).status_code == 200


def test_who_came_is_noted_also_when_nobody_expected_them(api: Api, work: Work) -> None:
    account = make_account(work)
    expected, absent, surprise = (make_contact(work, account).id for _ in range(3))
    visit = make_done_visit(work, account, contact_ids=[expected, absent])
    sent = {"outcome": "order", "attendee_ids": [expected, surprise]}
    assert api.li.post(f"/visits/{visit.id}/report", sent).status_code == 200
    came = {one["contact_id"]: one["attended"] for one in api.li.get(f"/visits/{visit.id}").json["contacts"]}
    assert came == {expected: True, absent: False, surprise: True}


def test_a_visit_nobody_checked_in_is_reported_within_the_limit(api: Api, work: Work, moment: Moment) -> None:
    days = {1: 409, 0: 200, -7: 200, -8: 409}
    visits = {n: make_visit(work, day=date(2026, 3, 20) + timedelta(days=n)) for n in days}
    moment.advance(days=18)
    for n, status in days.items():
        answer = api.li.post(f"/visits/{visits[n].id}/report", {"outcome": "order"})
        assert answer.status_code == status, (n, answer.json)


def test_the_last_month_is_shut_after_the_cut_off(api: Api, work: Work, moment: Moment) -> None:
    visits = [make_visit(work, day=date(2026, 3, 31)) for _ in range(2)]
    moment.set(moment.now.replace(month=4, day=5))
    assert api.li.post(f"/visits/{visits[0].id}/report", {"outcome": "order"}).status_code == 200
    moment.set(moment.now.replace(month=4, day=6))
    refused = api.li.post(f"/visits/{visits[1].id}/report", {"outcome": "order"})
    assert (refused.status_code, refused.json["code"]) == (409, "outside-reporting-time")


def test_a_visit_in_progress_or_cancelled_is_not_reported(api: Api, work: Work) -> None:
    running, cancelled = make_visit(work), make_visit(work)
    api.li.post(f"/visits/{running.id}/check-in")
    api.li.post(f"/visits/{cancelled.id}/cancellation", {"reason": "not_needed"})
    for visit in (running, cancelled):
        assert api.li.post(f"/visits/{visit.id}/report", {"outcome": "order"}).status_code == 409


def readings(work: Work) -> list[str]:
    return list(work.db.scalars(select(Entry.actor_id).where(Entry.verb == "visit.read_internal")))


def test_the_internal_part_is_for_author_lead_and_those_above_and_other_readings_are_recorded(
    api: Api, work: Work
) -> None:
    account = make_account(work, Cast.ren)
    join(work, account, Cast.li)
    report = make_report(work, make_done_visit(work, account), internal="Wants a discount")
    join(work, account, Cast.max)  # on the team, but neither lead nor above
    url = f"/visits/{report.visit_id}/report"
    for reader in (api.li, api.ren, api.mei, api.dana):
        assert reader.get(f"{url}/internal").json["internal"] == "Wants a discount"
    assert readings(work) == []
    assert api.ada.get(f"{url}/internal").status_code == 200
    assert readings(work) == [Cast.ada.id]
    assert api.max.get(url).status_code == 200
    assert api.max.get(f"{url}/internal").status_code == 403
    assert api.sam.get(f"{url}/internal").status_code == 404


def test_the_internal_part_is_nowhere_else(api: Api, work: Work) -> None:
    report = make_report(work, internal="Wants a discount")
    for url in (f"/visits/{report.visit_id}/report", "/reports", f"/visits/{report.visit_id}"):
        assert "discount" not in api.li.get(url).text
    for entry in work.db.scalars(select(Entry)):
        assert "discount" not in str((entry.before, entry.after, entry.also, entry.details))


def test_a_manager_unlocks_with_a_reason_and_the_report_stays_in_time(api: Api, work: Work, moment: Moment) -> None:
    report = make_report(work)
    url = f"/visits/{report.visit_id}/report"
    assert api.li.post(f"{url}/unlocking", {"reason": "typo"}).status_code == 403
    assert api.mei.post(f"{url}/unlocking", {}).status_code == 422
    assert api.mei.post(f"{url}/unlocking", {"reason": "typo"}).json["locked"] is False
    moment.advance(days=3)
    again = api.li.post(url, {"needs": "Heat"})
    assert (again.status_code, again.json["late"], again.json["submitted_at"]) == (200, False, "2026-03-02T02:00:00Z")


def test_a_manager_comments_and_rates(api: Api, work: Work) -> None:
    report = make_report(work)
    url = f"/visits/{report.visit_id}/report/review"
    assert api.li.post(url, {"rating": 5}).status_code == 403
    assert api.mei.post(url, {"rating": 6}).status_code == 422
    reviewed = api.mei.post(url, {"comment": "Well prepared", "rating": 4}).json
    assert (reviewed["comment"], reviewed["rating"], reviewed["reviewed_by_id"]) == ("Well prepared", 4, Cast.mei.id)


def test_only_the_rep_reports(api: Api, work: Work) -> None:
    visit = make_done_visit(work)
    assert api.mei.post(f"/visits/{visit.id}/report", {"outcome": "order"}).status_code == 403
    assert api.sam.post(f"/visits/{visit.id}/report", {"outcome": "order"}).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"results": [{"objective_id": "nothing", "result": "not"}]}, "/results/0/objective_id"),
        ({"next_step_owner_id": "nobody"}, "/next_step_owner_id"),
        ({"attendee_ids": ["nobody"]}, "/attendee_ids/0"),
        ({"commitments": [{"text": "x", "due_on": "2026-03-06", "contact_id": "nobody"}]}, "/commitments/0/contact_id"),
    ],
)
def test_unknown_things_are_named_with_their_place(api: Api, work: Work, wrong: dict, pointer: str) -> None:
    visit = make_done_visit(work)
    refused = api.li.patch(f"/visits/{visit.id}/report", wrong)
    assert (refused.status_code, refused.json["errors"][0]["pointer"]) == (422, pointer)
    assert api.li.get(f"/visits/{visit.id}/report").status_code == 404


def test_reports_are_found_by_rep_account_outcome_and_lateness(api: Api, work: Work) -> None:
    order, other = make_report(work, outcome="order"), make_report(work)

    def found(**query: str) -> set[str]:
        return {report["id"] for report in api.mei.get("/reports", query_string=query).json["items"]}

    assert found(rep_id=Cast.li.id) == found(late="false") == {order.id, other.id}
    assert found(outcome="order") == found(account_id=order.account_id) == {order.id}
    assert found(late="true") == set()
