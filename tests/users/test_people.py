"""Adding, changing, deactivating and deleting people."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from kamfield.accounts import actions as accounts
from kamfield.core.journal import Entry
from kamfield.core.work import Work
from kamfield.wiring import HOUSE
from tests.api import Api
from tests.cast import PASSWORD, Cast, Moment

WANG = {"name": "王伟", "email": "Wang.Wei@example.com ", "role": "rep", "manager_id": "user-mei"}


def verbs(db: Session) -> list[str]:
    return list(db.scalars(select(Entry.verb).where(Entry.actor_id == "user-ada").order_by(Entry.id)))


def codes(response) -> list[tuple[str, str]]:
    assert response.status_code == 422, response.json
    return [(fault["pointer"], fault["code"]) for fault in response.json["errors"]]


def test_an_admin_adds_somebody_who_is_invited_and_reached_from_above(api: Api, db: Session) -> None:
    added = api.ada.post("/users", WANG)
    assert added.status_code == 201
    assert added.json["email"] == "wang.wei@example.com"
    assert added.json["working_hours"]["mon"] == [["09:00", "18:00"]]
    assert verbs(db) == ["user.add", "user.invite"]
    assert api.dana.get(added.headers["Location"]).json["name"] == "王伟"
    assert api.max.get(added.headers["Location"]).status_code == 404


def test_somebody_added_with_a_password_signs_in_and_is_not_invited(api: Api, db: Session) -> None:
    assert api.ada.post("/users", WANG | {"password": "绿皮火车慢慢开过长江大桥"}).status_code == 201
    assert verbs(db) == ["user.add"]
    sent = {"email": "wang.wei@example.com", "password": "绿皮火车慢慢开过长江大桥", "device_id": "w"}
    assert api.nobody.post("/sessions", sent).status_code == 200


def test_only_an_admin_adds_and_deletes_people(api: Api) -> None:
    assert api.mei.post("/users", WANG).status_code == 403
    assert api.mei.delete("/users/user-li").status_code == 403
    assert api.mei.post("/users/user-li/deactivation").status_code == 403
    assert api.mei.post("/users/user-li/invitation").status_code == 403


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"email": "no address"}, ("/email", "not-an-email")),
        ({"role": "boss"}, ("/role", "not-a-choice")),
        ({"manager_id": "user-li"}, ("/manager_id", "not-a-manager")),
        ({"manager_id": "user-who"}, ("/manager_id", "unknown-reference")),
        ({"time_zone": "Mars/Olympus"}, ("/time_zone", "not-a-time-zone")),
        ({"locale": "fr"}, ("/locale", "not-a-choice")),
        ({"start_latitude": 31.2}, ("/start_longitude", "half-a-point")),
        ({"start_latitude": 91, "start_longitude": 0}, ("/start_latitude", "out-of-range")),
        ({"password": "short"}, ("/password", "too-short")),
        ({"password_hash": "x"}, ("/password_hash", "unknown-field")),
    ],
)
def test_a_user_with_a_fault_is_refused_at_that_field(api: Api, change, fault) -> None:
    assert fault in codes(api.ada.post("/users", WANG | change))


def test_an_address_is_taken_whatever_its_capitals(api: Api) -> None:
    taken = api.ada.post("/users", WANG | {"email": "LI@example.com"})
    assert (taken.status_code, taken.json["code"]) == (409, "email-taken")


def test_everybody_sets_up_their_own_working_day_and_nothing_else(api: Api) -> None:
    day = {
        "locale": "en",
        "time_zone": "Asia/Tokyo",
        "start_latitude": 35.68,
        "start_longitude": 139.69,
        "working_hours": {"tue": [["13:00", "18:00"], ["08:30", "12:00"]]},
    }
    changed = api.li.patch("/users/user-li", day)
    assert changed.status_code == 200
    assert changed.json["working_hours"] == {"tue": [["08:30", "12:00"], ["13:00", "18:00"]]}
    for more in ({"name": "L"}, {"role": "admin"}, {"manager_id": None}, {"email": "l@example.com"}):
        assert api.li.patch("/users/user-li", day | more).status_code == 403
    assert api.mei.patch("/users/user-li", day).status_code == 403
    assert api.ren.patch("/users/user-li", day).status_code == 404


def test_the_start_point_goes_as_a_whole(api: Api) -> None:
    api.li.patch("/users/user-li", {"start_latitude": 35.68, "start_longitude": 139.69})
    assert codes(api.li.patch("/users/user-li", {"start_latitude": None})) == [("/start_longitude", "half-a-point")]
    halves = {"start_latitude": None, "start_longitude": 1}
    assert codes(api.li.patch("/users/user-li", halves)) == [("/start_longitude", "half-a-point")]
    gone = api.li.patch("/users/user-li", {"start_latitude": None, "start_longitude": None})
    assert gone.json["start_latitude"] is gone.json["start_longitude"] is None


def test_a_change_needs_the_version_that_was_seen(api: Api) -> None:
    seen = api.li.get("/me").json["version"]
    assert api.li.patch("/users/user-li", {"locale": "en"}, version=seen).status_code == 200
    late = api.li.patch("/users/user-li", {"locale": "zh-CN"}, version=seen)
    assert (late.status_code, late.json["code"]) == (412, "changed-meanwhile")


def test_an_admin_changes_settings_manager_and_name_in_one_request_and_each_is_recorded(api: Api, db: Session) -> None:
    change = {"name": "Li Na", "manager_id": "user-max", "time_zone": "Europe/Berlin"}
    assert api.ada.patch("/users/user-li", change).status_code == 200
    assert verbs(db) == ["user.set_up", "user.move", "user.change"]
    assert api.max.get("/users/user-li").json["name"] == "Li Na"
    assert api.mei.get("/users/user-li").status_code == 404


def test_a_manager_cannot_report_to_somebody_below(api: Api) -> None:
    assert codes(api.ada.patch("/users/user-dana", {"manager_id": "user-mei"})) == [
        ("/manager_id", "circular-reporting")
    ]
    assert codes(api.ada.patch("/users/user-dana", {"manager_id": "user-dana"})) == [
        ("/manager_id", "circular-reporting")
    ]
    assert api.dana.get("/users/user-li").status_code == 200
    assert api.mei.get("/users/user-dana").status_code == 404


def test_who_leads_people_cannot_become_a_rep(api: Api) -> None:
    refused = api.ada.patch("/users/user-mei", {"role": "rep"})
    assert (refused.status_code, refused.json["code"]) == (409, "still-leads")
    assert "(2)" in refused.json["detail"]


def test_the_last_admin_stays_one(api: Api) -> None:
    for refused in (
        api.ada.patch("/users/user-ada", {"role": "manager"}),
        api.ada.post("/users/user-ada/deactivation"),
        api.ada.delete("/users/user-ada"),
    ):
        assert (refused.status_code, refused.json["code"]) == (409, "last-admin")
    api.ada.patch("/users/user-dana", {"role": "admin"})
    assert api.ada.patch("/users/user-ada", {"role": "manager"}).status_code == 200


def test_deactivation_signs_out_at_once_and_reactivation_lets_in_again(api: Api) -> None:
    sign_in = {"email": "li@example.com", "password": PASSWORD, "device_id": "phone-2"}
    tokens = api.nobody.post("/sessions", sign_in).json
    off = api.ada.post("/users/user-li/deactivation")
    assert off.json["active"] is False
    assert api.li.get("/me").status_code == 401
    assert api.nobody.post("/sessions/refresh", {"refresh_token": tokens["refresh_token"]}).status_code == 401
    assert api.nobody.post("/sessions", sign_in).status_code == 401
    on = api.ada.delete("/users/user-li/deactivation", version=off.json["version"])
    assert on.json["active"] is True
    assert api.li.get("/me").status_code == 401, "the old session stays ended"
    assert api.nobody.post("/sessions", sign_in).status_code == 200


def test_who_owns_accounts_or_leads_people_is_not_deleted(api: Api, db: Session, moment: Moment) -> None:
    accounts.add(Work(Cast.li.actor, moment.now, db, HOUSE), name="Ruijin Hospital")
    db.flush()
    refused = api.ada.delete("/users/user-li")
    assert (refused.status_code, refused.json["code"]) == (409, "still-owns")
    assert "Li still owns something (1 in all" in refused.json["detail"]
    assert refused.json["errors"] == [{"code": "owns-accounts", "detail": "accounts: 1"}]
    chinese = api.ada.delete("/users/user-mei", headers={"Accept-Language": "zh"})
    assert chinese.json["errors"] == [{"code": "owns-people", "detail": "下属：2 人"}]


def test_who_owns_nothing_is_deleted_and_the_address_is_free_again(api: Api) -> None:
    assert api.ada.delete("/users/user-ren").status_code == 204
    assert api.ren.get("/me").status_code == 401
    assert api.ada.get("/users/user-ren").status_code == 404
    assert "Ren" not in [user["name"] for user in api.mei.get("/users").json["items"]]
    again = api.ada.post("/users", WANG | {"email": "ren@example.com"})
    assert again.status_code == 201


def test_an_invitation_is_sent_again_until_there_is_a_password(api: Api, db: Session) -> None:
    added = api.ada.post("/users", WANG).json
    assert api.ada.post(f"/users/{added['id']}/invitation").status_code == 202
    assert verbs(db) == ["user.add", "user.invite", "user.invite"]
    refused = api.ada.post("/users/user-li/invitation")
    assert (refused.status_code, refused.json["code"]) == (409, "already-signed-up")


def test_people_are_listed_by_manager(api: Api) -> None:
    assert [user["name"] for user in api.dana.get("/users?manager_id=user-mei").json["items"]] == ["Li", "Ren"]
    assert api.max.get("/users?manager_id=user-mei").json["items"] == []
