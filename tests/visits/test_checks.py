"""Arriving and leaving: verdicts, reasons, offline phones, what never blocks and what may."""

from datetime import UTC, datetime, timedelta

import pytest

from kamfield.core.work import Work
from kamfield.geo.point import Point
from kamfield.worker import Worker
from tests.api import Api
from tests.cast import Cast, Moment
from tests.make.accounts import make_account, make_place
from tests.make.visits import make_visit

THERE = {"latitude": 31.2401, "longitude": 121.4901, "accuracy_metres": 20}


def a_visit(work: Work, **columns: object) -> str:
    account = make_account(work)
    make_place(work, account, point=Point(31.24, 121.49))
    return make_visit(work, account, **columns).id


def check_in(api: Api, visit_id: str, **said: object):
    return api.li.post(f"/visits/{visit_id}/check-in", said)


def verdict(answer) -> tuple[str, list[str]]:
    check = answer.json["checks"][-1]
    return check["verdict"], [reason["code"] for reason in check["reasons"]]


def test_a_visit_goes_from_planned_to_done_and_owes_a_report(api: Api, work: Work, moment: Moment) -> None:
    visit_id = a_visit(work)
    arrived = check_in(api, visit_id, **THERE)
    assert (arrived.status_code, arrived.json["state"]) == (200, "in_progress"), arrived.json
    assert verdict(arrived) == ("verified", [])
    assert arrived.json["checks"][0]["metres"] == pytest.approx(14.6, abs=1)
    moment.advance(minutes=50)
    left = api.li.post(f"/visits/{visit_id}/check-out", THERE)
    assert left.json["state"] == "done"
    assert left.json["report_due_at"] == "2026-03-03T02:50:00Z"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, ("unverified", ["no-fix"])),
        (THERE | {"accuracy_metres": 2_000}, ("unverified", ["poor-accuracy", "edge-of-fence"])),
        (THERE | {"accuracy_metres": None}, ("unverified", ["accuracy-unknown"])),
        (THERE | {"latitude": 31.30}, ("out_of_range", ["outside-fence"])),
        (THERE | {"mock": True}, ("implausible", ["mock-location"])),
        (THERE | {"device_at": "2026-03-02T11:00:00+08:00"}, ("implausible", ["clock-ahead"])),
        (THERE | {"longitude": -58.5, "latitude": 31.24}, ("out_of_range", ["outside-fence"])),
    ],
)
def test_no_verdict_blocks_the_visit(api: Api, work: Work, said: dict, expected: tuple) -> None:
    answer = check_in(api, a_visit(work), **said)
    assert (answer.status_code, answer.json["state"]) == (200, "in_progress")
    assert verdict(answer) == expected


def test_a_position_of_a_chinese_map_is_converted(api: Api, work: Work) -> None:
    gcj = {"latitude": 31.23803, "longitude": 121.49459, "accuracy_metres": 20}  # half a kilometre off as GPS
    assert verdict(check_in(api, a_visit(work), **gcj, datum="gcj02"))[0] == "verified"
    api.li.post(
        f"/visits/{api.li.get('/visits', query_string={'state': 'in_progress'}).json['items'][0]['id']}/check-out"
    )
    assert verdict(check_in(api, a_visit(work), **gcj))[0] == "out_of_range"


def test_the_nearest_of_several_places_counts(api: Api, work: Work) -> None:
    account = make_account(work)
    make_place(work, account, point=Point(31.30, 120.62))
    near = make_place(work, account, point=Point(31.24, 121.49))
    make_place(work, account, point=None)
    answer = check_in(api, make_visit(work, account).id, **THERE)
    assert answer.json["checks"][0]["place_id"] == near.id


def test_a_free_point_is_a_place_too(api: Api, work: Work) -> None:
    visit = make_visit(work, latitude=31.2401, longitude=121.4901)
    answer = check_in(api, visit.id, **THERE)
    assert verdict(answer)[0] == "verified"
    assert answer.json["checks"][0]["place_id"] is None


def test_a_phone_call_has_no_verdict(api: Api, work: Work) -> None:
    answer = check_in(api, a_visit(work, form="phone_call"), latitude=0, longitude=0, accuracy_metres=5)
    assert verdict(answer) == (None, [])


def test_nobody_flies_between_two_check_ins(api: Api, work: Work, moment: Moment) -> None:
    first, second = a_visit(work), a_visit(work)
    check_in(api, first, **THERE)
    api.li.post(f"/visits/{first}/check-out", THERE)
    moment.advance(minutes=30)
    far = check_in(api, second, latitude=39.9, longitude=116.4, accuracy_metres=20)
    assert verdict(far)[0] == "implausible"
    assert "impossible-speed" in verdict(far)[1]


@pytest.mark.parametrize("act", ["check-in", "check-out"])
def test_a_second_tap_changes_nothing(api: Api, work: Work, act: str) -> None:
    """Without an Idempotency-Key too: the phone's instant is the same."""
    visit = a_visit(work)
    if act == "check-out":
        check_in(api, visit)
    tap = {"device_at": "2026-03-02T10:00:00+08:00"}
    first, second = (api.li.post(f"/visits/{visit}/{act}", tap) for _ in range(2))
    assert (first.status_code, second.status_code) == (200, 200)
    assert second.json == first.json


def test_one_visit_is_in_progress_at_a_time(api: Api, work: Work) -> None:
    first, second = a_visit(work), a_visit(work)
    assert check_in(api, first).status_code == 200
    refused = check_in(api, second)
    assert (refused.status_code, refused.json["code"]) == (409, "another-in-progress")
    name = refused.json["account_name"]
    assert (refused.json["visit_id"], refused.json["detail"]) == (
        first,
        f"Check out of the visit that is in progress first ({name}).",
    )
    assert api.li.post(f"/visits/{first}/check-out").status_code == 200
    assert check_in(api, second).status_code == 200


def test_an_urgent_visit_starts_without_preparation(api: Api, work: Work) -> None:
    draft = {"account_id": make_account(work).id, "day": "2026-03-02", "urgent": True}
    visit = api.li.post("/visits", draft).json
    answer = check_in(api, visit["id"])
    assert (answer.json["state"], answer.json["urgent"]) == ("in_progress", True)
    assert len(answer.json["missing"]) == 5


def test_a_phone_that_was_offline_tells_late_when_it_was_there(
    api: Api, work: Work, worker: Worker, moment: Moment
) -> None:
    visit_id = a_visit(work)
    work.db.commit()
    moment.advance(hours=30)
    worker.run_due()
    assert api.li.get(f"/visits/{visit_id}").json["state"] == "missed"
    arrived = check_in(api, visit_id, device_at="2026-03-02T14:05:00+08:00", **THERE)
    assert (arrived.json["state"], verdict(arrived)) == ("in_progress", ("verified", []))
    left = api.li.post(f"/visits/{visit_id}/check-out", {"device_at": "2026-03-02T15:00:00+08:00"})
    assert left.json["report_due_at"] == "2026-03-03T07:00:00Z"


def test_nobody_leaves_before_arriving_or_arrives_last_year(api: Api, work: Work) -> None:
    visit_id = a_visit(work)
    assert check_in(api, visit_id, device_at="2025-03-02T10:00:00Z").json["errors"][0]["code"] == "too-long-ago"
    check_in(api, visit_id)
    early = api.li.post(f"/visits/{visit_id}/check-out", {"device_at": "2026-03-02T01:00:00Z"})
    assert early.json["errors"][0]["code"] == "before-check-in"


def test_half_a_position_is_refused(api: Api, work: Work) -> None:
    refused = check_in(api, a_visit(work), latitude=31.0)
    assert (refused.status_code, refused.json["errors"][0]["code"]) == (422, "half-a-point")


def test_a_company_that_wants_verified_check_ins_says_why_it_refuses(api: Api, work: Work) -> None:
    visit_id = a_visit(work)
    assert api.ada.patch("/policies", {"check_in": "hard"}).status_code == 200
    refused = check_in(api, visit_id)
    assert (refused.status_code, refused.json["code"]) == (409, "not-at-the-place")
    assert [error["code"] for error in refused.json["errors"]] == ["no-fix"]
    assert api.li.get(f"/visits/{visit_id}").json["checks"] == []
    assert check_in(api, visit_id, **THERE).status_code == 200


def test_reasons_are_told_in_the_readers_language(api: Api, work: Work) -> None:
    visit_id = a_visit(work)
    check_in(api, visit_id)
    for locale, text in (("en", "The phone gave no position."), ("zh-CN", "手机没有提供位置。")):
        shown = api.li.get(f"/visits/{visit_id}", headers={"Accept-Language": locale}).json
        assert shown["checks"][0]["reasons"][0]["text"] == text


def test_positions_are_neither_shown_nor_journaled_and_are_coarsened_in_time(
    api: Api, work: Work, worker: Worker, moment: Moment
) -> None:
    from sqlalchemy import select

    from kamfield.core.journal import Entry
    from kamfield.visits.models import Check

    visit_id = a_visit(work)
    shown = check_in(api, visit_id, **THERE)
    assert "31.2401" not in shown.text
    entry = work.db.scalars(select(Entry).where(Entry.verb == "visit.check_in")).one()
    assert "31.2401" not in str((entry.before, entry.after, entry.also, entry.details))
    work.db.commit()
    for days, latitude in ((89, 31.2401), (2, 31.24)):
        moment.advance(days=days)
        worker.run_due()
        assert work.db.scalars(select(Check.latitude)).one() == latitude


def test_a_rep_abroad_is_at_the_door_across_the_date_line(api: Api, work: Work) -> None:
    account = make_account(work)
    make_place(work, account, point=Point(-16.8, 179.9995))
    answer = check_in(api, make_visit(work, account).id, latitude=-16.8, longitude=-179.9995, accuracy_metres=10)
    assert verdict(answer)[0] == "verified"
    assert answer.json["checks"][0]["metres"] < 150


def test_times_of_the_phone_are_kept(api: Api, work: Work) -> None:
    at = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
    answer = check_in(api, a_visit(work), device_at=at.isoformat())
    assert answer.json["checked_in_at"] == "2026-03-02T01:30:00Z"
    assert answer.json["checks"][0]["received_at"] == "2026-03-02T02:00:00Z"
    assert timedelta(0) < Moment.START - at
    assert Cast.li.id == answer.json["rep_id"]


def test_a_verified_check_in_where_no_place_is_known_suggests_one(api: Api, work: Work) -> None:
    account = make_account(work)
    make_place(work, account, point=Point(31.30, 120.62))
    free, known = ({"latitude": 31.2401, "longitude": 121.4901}, {"latitude": 31.30, "longitude": 120.62})
    found = check_in(api, make_visit(work, account, **free).id, **THERE).json["checks"][0]
    assert (found["verdict"], found["place_id"], found["suggests_place"]) == ("verified", None, True)
    api.li.post(f"/visits/{found['visit_id']}/check-out")
    found = check_in(api, make_visit(work, account).id, **known, accuracy_metres=10).json["checks"][0]
    assert found["suggests_place"] is False


def test_a_clock_that_was_ahead_keeps_nobody_from_leaving(api: Api, work: Work, moment: Moment) -> None:
    visit_id = a_visit(work)
    ahead = (moment.now + timedelta(hours=3)).isoformat()
    assert verdict(check_in(api, visit_id, **THERE, device_at=ahead)) == ("implausible", ["clock-ahead"])
    arrived = moment.now
    moment.advance(minutes=40)
    left = api.li.post(f"/visits/{visit_id}/check-out", {"device_at": moment.now.isoformat()})
    assert left.status_code == 200, left.json
    found = api.li.get(f"/visits/{visit_id}").json
    assert datetime.fromisoformat(found["checked_in_at"]) == arrived
