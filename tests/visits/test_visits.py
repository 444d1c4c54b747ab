"""Planning a visit: the 5W, who sees it, who may change it."""

from datetime import UTC, date, datetime

from kamfield.core.work import Work
from tests.api import Api
from tests.cast import Cast, Moment
from tests.make.accounts import make_account, make_contact, make_place
from tests.make.visits import AIM, make_prepared_visit, make_visit


def aim(**columns: object) -> dict[str, object]:
    return {**AIM, "due_on": AIM["due_on"].isoformat(), **columns}


def test_account_and_day_are_enough_and_the_answer_says_what_is_missing(api: Api, work: Work) -> None:
    account = make_account(work)
    added = api.li.post("/visits", {"account_id": account.id, "day": "2026-03-04"})
    assert added.status_code == 201, added.json
    assert added.json["missing"] == ["who", "what", "why", "where", "when"]
    assert added.json["minutes"] == 60
    assert api.li.get("/visits/" + added.json["id"]).json == added.json


def test_a_visit_prepared_in_one_call_misses_nothing(api: Api, work: Work) -> None:
    account = make_account(work)
    added = api.li.post(
        "/visits",
        {
            "account_id": account.id,
            "place_id": make_place(work, account).id,
            "form": "sales_visit",
            "purpose": "move_forward",
            "day": "2026-03-04",
            "starts_at": "2026-03-04T14:00:00+08:00",
            "contact_ids": [make_contact(work, account).id],
            "companion_ids": [Cast.ren.id],
            "objectives": [aim()],
        },
    )
    assert added.status_code == 201, added.json
    assert added.json["missing"] == []
    assert [one["weak"] for one in added.json["objectives"]] == [False]
    assert [one["user_id"] for one in added.json["companions"]] == [Cast.ren.id]


def test_each_w_goes_missing_by_itself(api: Api, work: Work) -> None:
    visit = make_prepared_visit(work)
    assert visit.missing == []
    for change, missing in [
        ({"contact_ids": []}, "who"),
        ({"form": None}, "what"),
        ({"purpose": None}, "why"),
        ({"place_id": None}, "where"),
        ({"starts_at": None}, "when"),
    ]:
        before = api.li.get(f"/visits/{visit.id}").json["missing"]
        after = api.li.patch(f"/visits/{visit.id}", change).json["missing"]
        assert set(after) - set(before) == {missing}


def test_a_phone_call_needs_no_place(api: Api, work: Work) -> None:
    visit = make_visit(work, form="phone_call")
    assert "where" not in visit.missing


def test_a_visit_without_an_objective_has_no_why(api: Api, work: Work) -> None:
    visit = make_prepared_visit(work)
    objective = api.li.get(f"/visits/{visit.id}").json["objectives"][0]
    assert api.li.delete(f"/visits/{visit.id}/objectives/{objective['id']}").status_code == 204
    assert api.li.get(f"/visits/{visit.id}").json["missing"] == ["why"]
    added = api.li.post(f"/visits/{visit.id}/objectives", aim())
    assert added.status_code == 201
    assert added.headers["Location"].endswith(added.json["id"])
    assert api.li.get(f"/visits/{visit.id}").json["missing"] == []


def test_the_team_sees_a_visit_but_only_the_rep_and_those_above_change_it(api: Api, work: Work) -> None:
    visit = make_visit(work)
    url = f"/visits/{visit.id}"
    assert [caller.get(url).status_code for caller in (api.li, api.mei, api.dana, api.ada)] == [200] * 4
    assert [caller.get(url).status_code for caller in (api.ren, api.sam, api.max)] == [404] * 3
    assert api.ren.get("/visits").json["items"] == []
    assert api.mei.patch(url, {"urgent": True}).status_code == 200
    assert api.mei.post(f"{url}/check-in").status_code == 403
    assert api.sam.patch(url, {"urgent": True}).status_code == 404


def test_whoever_reaches_the_account_sees_the_visits_of_others_there(api: Api, work: Work) -> None:
    account = make_account(work, Cast.ren)
    visit = make_visit(work, account, Cast.ren)
    assert api.li.get(f"/visits/{visit.id}").status_code == 404
    from kamfield.accounts.models import Member

    work.act("account.add", account)
    work.add(Member(account_id=account.id, user_id=Cast.li.id))
    work.db.flush()
    assert api.li.get(f"/visits/{visit.id}").status_code == 200
    assert api.li.patch(f"/visits/{visit.id}", {"urgent": True}).status_code == 403


def test_what_is_out_of_reach_cannot_be_named(api: Api, work: Work) -> None:
    mine, theirs = make_account(work), make_account(work, Cast.sam)
    stranger = make_contact(work, theirs)
    place = make_place(work, theirs)
    refused = api.li.post("/visits", {"account_id": theirs.id, "day": "2026-03-04"})
    assert (refused.status_code, refused.json["errors"][0]["pointer"]) == (422, "/account_id")
    draft = {"account_id": mine.id, "day": "2026-03-04"}
    for wrong, pointer in [
        ({"contact_ids": [stranger.id]}, "/contact_ids/0"),
        ({"companion_ids": ["nobody-at-all"]}, "/companion_ids/0"),
        ({"place_id": place.id}, "/place_id"),
        ({"rep_id": Cast.sam.id}, "/rep_id"),
        ({"latitude": 31.0}, "/longitude"),
        ({"starts_at": "2026-03-04T23:00:00Z"}, "/starts_at"),
        ({"objectives": [aim(), aim(client_contact_id=stranger.id)]}, "/objectives/1/client_contact_id"),
    ]:
        refused = api.li.post("/visits", draft | wrong)
        assert (refused.status_code, refused.json["errors"][0]["pointer"]) == (422, pointer), refused.json


def test_the_day_of_a_visit_is_the_reps_day(api: Api, work: Work) -> None:
    account = make_account(work)
    at_seven = {"account_id": account.id, "day": "2026-03-05", "starts_at": "2026-03-04T23:00:00Z"}
    assert api.li.post("/visits", at_seven).status_code == 201


def test_a_manager_plans_a_visit_for_a_rep(api: Api, work: Work) -> None:
    account = make_account(work)
    draft = {"account_id": account.id, "day": "2026-03-04", "rep_id": Cast.li.id}
    assert api.mei.post("/visits", draft).json["rep_id"] == Cast.li.id
    assert api.li.post("/visits", draft | {"rep_id": Cast.mei.id}).status_code == 422


def test_visits_are_found_by_rep_account_state_form_and_days(api: Api, work: Work) -> None:
    account = make_account(work)
    early = make_visit(work, account, day=date(2026, 3, 3))
    late = make_visit(work, account, day=date(2026, 3, 20), form="phone_call")
    other = make_visit(work, day=date(2026, 3, 10))

    def found(**query: str) -> list[str]:
        return [visit["id"] for visit in api.li.get("/visits", query_string=query).json["items"]]

    assert found() == [early.id, other.id, late.id]
    assert found(sort="-day") == [late.id, other.id, early.id]
    assert found(account_id=account.id) == [early.id, late.id]
    assert found(day_from="2026-03-10", day_to="2026-03-20") == [other.id, late.id]
    assert found(form="phone_call") == [late.id]
    assert found(rep_id=Cast.ren.id) == found(state="done") == []


def test_a_cancelled_visit_says_why_and_stays_cancelled(api: Api, work: Work) -> None:
    visit = make_visit(work)
    cancelled = api.li.post(f"/visits/{visit.id}/cancellation", {"reason": "client_cancelled", "note": "ill"})
    assert (cancelled.json["state"], cancelled.json["cancel_reason"]) == ("cancelled", "client_cancelled")
    again = api.li.post(f"/visits/{visit.id}/check-in")
    assert (again.status_code, again.json["code"]) == (409, "wrong-state")
    assert "cancelled" in again.json["detail"]
    assert "已取消" in api.li.post(f"/visits/{visit.id}/check-in", headers={"Accept-Language": "zh"}).json["detail"]


def test_a_visit_planned_by_mistake_is_taken_back(api: Api, work: Work) -> None:
    visit = make_visit(work)
    assert api.li.delete(f"/visits/{visit.id}").status_code == 204
    assert api.li.get(f"/visits/{visit.id}").status_code == 404


def test_two_phones_do_not_overwrite_each_other(api: Api, work: Work) -> None:
    visit = make_visit(work)
    seen = visit.version
    assert api.li.patch(f"/visits/{visit.id}", {"urgent": True}, version=seen).status_code == 200
    assert api.li.patch(f"/visits/{visit.id}", {"urgent": False}, version=seen).status_code == 412


def test_a_visit_is_missed_when_the_reps_day_is_over(api: Api, work: Work, worker, moment: Moment) -> None:
    in_shanghai = make_visit(work)
    in_berlin = make_visit(work, rep=Cast.sam)
    work.db.commit()
    moment.set(moment.now.replace(hour=16, minute=8))  # 00:08 of Tuesday in Shanghai, 17:08 of Monday in Berlin
    worker.run_due()
    assert api.li.get(f"/visits/{in_shanghai.id}").json["state"] == "missed"
    assert api.sam.get(f"/visits/{in_berlin.id}").json["state"] == "planned"
    moved = api.li.patch(f"/visits/{in_shanghai.id}", {"day": "2026-03-06", "starts_at": None})
    assert moved.json["state"] == "planned"


def test_a_visit_that_only_goes_to_another_day_keeps_its_hour(api: Api, work: Work) -> None:
    visit = make_visit(work, day=date(2026, 3, 4), starts_at=datetime(2026, 3, 4, 6, tzinfo=UTC))
    moved = api.li.patch(f"/visits/{visit.id}", {"day": "2026-03-06"})
    assert (moved.json["day"], moved.json["starts_at"]) == ("2026-03-06", "2026-03-06T06:00:00Z")
    theirs = make_visit(work, rep=Cast.sam, day=date(2026, 3, 27), starts_at=datetime(2026, 3, 27, 8, tzinfo=UTC))
    over_the_change = api.sam.patch(f"/visits/{theirs.id}", {"day": "2026-03-30"})  # Berlin has summer time by then
    assert over_the_change.json["starts_at"] == "2026-03-30T07:00:00Z"


def test_a_weak_objective_says_how_to_mend_it_in_both_languages(api: Api, work: Work) -> None:
    weak = {"kind": "advance_sale", "client_action": "Present our new product line"}
    answer = api.li.post("/objective-checks", weak).json
    assert answer["weak"] is True
    codes = {finding["code"] for finding in answer["findings"]}
    assert {"own-act", "no-date"} <= codes
    chinese = api.li.post("/objective-checks", weak, headers={"Accept-Language": "zh-CN"}).json
    for finding in chinese["findings"]:
        assert any("\u4e00" <= letter <= "\u9fff" for letter in finding["explanation"] + finding["suggestion"])


def test_an_objective_is_checked_again_when_it_changes(api: Api, work: Work) -> None:
    visit = make_visit(work)
    url = f"/visits/{visit.id}/objectives"
    weak = api.li.post(url, aim(due_on=None)).json
    assert "no-date" in {finding["code"] for finding in weak["findings"]}
    mended = api.li.patch(f"{url}/{weak['id']}", {"due_on": "2026-04-30"}, version=weak["version"]).json
    assert mended["findings"] == []
    assert api.li.get(f"{url}/{weak['id']}").json == mended
