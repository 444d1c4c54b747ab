"""Who has not synced, with how many unsent rows; the schema for apps; whether a phone has everything."""

import json
from typing import Any

import pytest

from kamfield.core.work import Work
from kamfield.sync.rules import TABLES
from kamfield.sync.rules.fingerprints import hashed
from tests.api import Api
from tests.cast import Moment
from tests.make.accounts import make_account, make_place
from tests.make.phones import Puller
from tests.make.visits import make_report, make_visit

PHONE = {"X-Device-Id": "lis-phone", "X-App-Version": "2.4.1", "X-Pending-Rows": "3"}


def test_a_pull_and_a_push_tell_of_the_phone(api: Api, moment: Moment) -> None:
    began = moment.now
    late = {"X-Device-Time": moment.now.isoformat().replace("02:00:00", "02:05:00")}
    api.li.get("/sync?schema_version=1", headers=PHONE | late)
    moment.advance(minutes=5)
    api.li.post("/sync?last_pulled_at=1", headers=PHONE | {"X-Pending-Rows": "0"})
    (device,) = api.mei.get("/sync/devices").json["items"]
    assert {name: device[name] for name in ("device_id", "app_version", "schema_version", "user_name")} == {
        "device_id": "lis-phone",
        "app_version": "2.4.1",
        "schema_version": 1,
        "user_name": "Li",
    }
    assert (device["pulled_at"], device["pending_rows"]) == (began.isoformat().replace("+00:00", "Z"), 0)
    assert device["pushed_at"] > device["pulled_at"]
    assert api.sam.get("/sync/devices").json["items"] == []


def test_a_clock_that_is_fast_is_seen(api: Api, moment: Moment) -> None:
    fast = moment.now.replace(minute=5).isoformat()
    api.li.get("/sync", headers=PHONE | {"X-Device-Time": fast})
    assert api.li.get("/sync/devices").json["items"][0]["clock_ahead_seconds"] == 300


@pytest.mark.parametrize("junk", ["", "x" * 500, "-1", "١", "9" * 40])
def test_what_a_phone_tells_is_never_in_its_way(api: Api, junk: str) -> None:
    told = {"X-Device-Id": "lis-phone", "X-App-Version": junk, "X-Pending-Rows": junk, "X-Device-Time": junk}
    safe = {name: text.encode().decode("latin-1") for name, text in told.items()}
    assert api.li.get("/sync", headers=safe).status_code == 200
    assert api.li.get("/sync/devices").json["items"][0]["pending_rows"] is None


def test_idle_pulls_write_once_in_five_minutes(api: Api, moment: Moment, count_statements: Any) -> None:
    phone = Puller(api.li)
    phone.pull()
    with count_statements() as said:
        phone.pull()
    assert not [statement for statement in said if statement.startswith(("INSERT", "UPDATE"))]
    moment.advance(seconds=301)
    with count_statements() as said:
        phone.pull()
    assert [statement.split()[1] for statement in said if statement.startswith(("INSERT", "UPDATE"))] == [
        "sync_devices"
    ]


def test_a_phone_that_is_called_otherwise_each_time_leaves_twenty_names(api: Api, moment: Moment) -> None:
    api.li.get("/sync", headers=PHONE)
    for number in range(25):
        moment.advance(minutes=1)
        api.li.get("/sync", headers={"X-Device-Id": f"phone-{number}", "X-Pending-Rows": "0"})
    api.ren.get("/sync", headers=PHONE)
    names = [one["device_id"] for one in api.li.get("/sync/devices").json["items"]]
    assert len(names) == 20
    assert "lis-phone" in names, "it has unsent rows"
    assert {"phone-6", "phone-24"} <= set(names)
    assert "phone-5" not in names


def test_the_last_problem_of_a_phone_is_seen(api: Api) -> None:
    api.li.get("/sync", headers=PHONE)
    api.li.get("/sync?schema_version=0", headers=PHONE)
    (device,) = api.li.get("/sync/devices").json["items"]
    assert device["error"] == "app-too-old"


def test_the_quiet_and_the_unsent_are_found(api: Api, moment: Moment) -> None:
    api.li.get("/sync", headers=PHONE)
    moment.advance(hours=30)
    api.ren.get("/sync", headers=PHONE | {"X-Pending-Rows": "0"})

    def found(question: str) -> list[str]:
        return [one["user_id"] for one in api.mei.get(f"/sync/devices?{question}").json["items"]]

    assert found("quiet_hours=24") == ["user-li"]
    assert found("pending=true") == ["user-li"]
    assert found("pending=false") == ["user-ren"]
    assert found("user_id=user-ren") == ["user-ren"]


def test_before_things_move_it_is_seen_what_waits_on_phones(api: Api, moment: Moment) -> None:
    assert api.mei.get("/users/user-li/belongings").json["unsent"] == []
    api.li.get("/sync", headers=PHONE)
    (waiting,) = api.mei.get("/users/user-li/belongings").json["unsent"]
    assert (waiting["device_id"], waiting["pending_rows"]) == ("lis-phone", 3)


def test_what_was_pushed_waits_no_longer_and_what_is_typed_then_does(api: Api) -> None:
    def waiting(rows: int, sent: bool = False) -> int:
        headers = PHONE | {"X-Pending-Rows": str(rows)}
        if sent:
            assert api.li.send("POST", "/sync?last_pulled_at=0", json={}, headers=headers).status_code == 200
        else:
            api.li.get("/sync", headers=headers)
        (device,) = api.li.get("/sync/devices").json["items"]
        return int(device["pending_rows"])

    assert waiting(0) == 0
    assert waiting(2) == 2
    assert waiting(2, sent=True) == 0
    assert waiting(2) == 2
    assert waiting(2, sent=True) == 0
    assert waiting(0) == 0


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/users/user-li/deactivation", {}),
        ("POST", "/handovers", {"leaver_id": "user-li", "receiver_id": "user-ren"}),
        ("PUT", "/accounts/an-account/lead", {"user_id": "user-ren", "keep_old": False}),
    ],
)
def test_whoever_moves_things_or_keeps_somebody_out_is_shown_what_waits_first(
    api: Api, work: Work, method: str, path: str, body: dict[str, Any]
) -> None:
    make_account(work, id="an-account")
    api.li.get("/sync", headers=PHONE)

    def ask(**more: Any) -> Any:
        return api.ada.send(method, path, json=body | more, version="*" if method == "PUT" else None)

    refused = ask()
    assert (refused.status_code, refused.json["code"]) == (409, "rows-not-sent")
    (waiting,) = refused.json["unsent"]
    assert (waiting["device_id"], waiting["pending_rows"]) == ("lis-phone", 3)
    assert "Li" in refused.json["detail"]
    assert ask(acknowledged=True).status_code < 300


def test_without_unsent_rows_nobody_has_to_acknowledge_anything(api: Api) -> None:
    api.li.get("/sync", headers=PHONE | {"X-Pending-Rows": "0"})
    assert api.ada.post("/users/user-li/deactivation").status_code == 200


def test_the_schema_is_what_pulls_bring(api: Api) -> None:
    said = api.li.get("/sync/schema?version=1").json
    changes = api.li.get("/sync?schema_version=1").json["changes"]
    assert [table["name"] for table in said["tables"]] == list(changes)
    latest = api.li.get("/sync/schema").json
    assert [table["name"] for table in latest["tables"]] == [table.name for table in TABLES]
    assert latest["migrations"][-1]["to_version"] == latest["version"]
    assert api.li.get("/sync/schema?version=99").status_code == 422


def fingerprints(phone: Puller, tables: list[dict[str, Any]]) -> dict[str, Any]:
    """As the phone computes them: JSON.stringify, then FNV-1a."""
    found = {}
    for table in tables:
        xor, rows = 0, phone.rows[table["name"]].values()
        for row in rows:
            number = 0x811C9DC5
            columns = ["id", *(column["name"] for column in table["columns"])]
            text = json.dumps([_js(row[name]) for name in columns], separators=(",", ":"), ensure_ascii=False)
            for byte in text.encode():
                number = (number ^ byte) * 0x01000193 & 0xFFFFFFFF
            xor ^= number
        found[table["name"]] = {"count": len(rows), "xor": xor}
    return found


def _js(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def test_a_phone_that_has_everything_hears_that_nothing_differs(api: Api, work: Work) -> None:
    make_place(work, make_account(work, industry="Stahl “x” 测试\n\u2028"))
    make_report(work)
    phone = Puller(api.li)
    phone.pull()
    mine = fingerprints(phone, api.li.get("/sync/schema").json["tables"])
    answer = api.li.post("/sync/check", mine).json
    assert (answer["differ"], answer["timestamp"]) == ([], phone.cursor)
    assert answer["tables"] == mine
    mine["places"]["xor"] ^= 1
    assert api.li.post("/sync/check", mine | {"nonsense": 3}).json["differ"] == ["places"]
    assert api.li.post("/sync/check", data=b"[]").status_code == 400


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (31.0, "31"),
        (121.4737, "121.4737"),
        (-0.5, "-0.5"),
        (1e-5, "0.00001"),
        (1.5e-5, "0.000015"),
        (-1.25e-6, "-0.00000125"),
        (1e-7, "1e-7"),
        (2.5e-10, "2.5e-10"),
        (1e21, "1e+21"),
        (True, "true"),
        (None, "null"),
        ("é\x1f\\", '"é\\u001f\\\\"'),
    ],
)
def test_values_are_hashed_as_javascript_writes_them(value: Any, written: str) -> None:
    number = 0x811C9DC5
    for byte in f"[{written}]".encode():
        number = (number ^ byte) * 0x01000193 & 0xFFFFFFFF
    assert hashed([value]) == number


def test_visits_of_others_are_not_counted(api: Api, work: Work) -> None:
    make_visit(work)
    answer = api.sam.post("/sync/check", {"visits": {"count": 0, "xor": 0}}).json
    assert answer["differ"] == []
