"""One act hands everything of a leaver over."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from kamfield.accounts import actions as accounts
from kamfield.accounts.models import Account, Member
from kamfield.core.journal import Entry
from kamfield.core.work import Work
from kamfield.users.models import User
from kamfield.wiring import HOUSE
from kamfield.worker import Worker
from tests.api import Api
from tests.cast import Cast, Moment, Person

SENT = {"leaver_id": "user-li", "receiver_id": "user-ren"}


def account(db: Session, moment: Moment, lead: Person, name: str, *members: str) -> Account:
    made = accounts.add(Work(lead.actor, moment.now, db, HOUSE), id=name, name=name)
    db.add_all(Member(account_id=name, user_id=f"user-{member}") for member in members)
    db.flush()
    return made


def team(db: Session, account_id: str) -> dict[str, str]:
    rows = db.scalars(select(Member).where(Member.account_id == account_id, Member.deleted_at.is_(None)))
    return {row.user_id.removeprefix("user-"): row.role for row in rows}


@pytest.fixture
def archive(db: Session, moment: Moment) -> None:
    account(db, moment, Cast.li, "ruijin")
    account(db, moment, Cast.li, "huashan", "ren")
    account(db, moment, Cast.li, "zhongshan", "mei")
    account(db, moment, Cast.ren, "renji", "li")


@pytest.mark.usefixtures("archive")
def test_leads_and_memberships_go_to_the_receivers(api: Api, db: Session, worker: Worker) -> None:
    owned = {"accounts": 3, "memberships": 1}
    assert api.mei.get("/users/user-li/belongings").json["owned"] == owned
    override = {"account_id": "zhongshan", "receiver_id": "user-mei"}
    made = api.mei.post("/handovers", SENT | {"overrides": [override], "note": "Call Dr. Wu first."})
    assert (made.status_code, made.json["state"], made.json["moved"]) == (201, "underway", [])
    worker.run_due()
    done = api.mei.get(made.headers["Location"]).json
    assert done["state"] == "done"
    assert sorted((m["kind"], m["receiver_id"], m["count"]) for m in done["moved"]) == [
        ("accounts", "user-mei", 1),
        ("accounts", "user-ren", 2),
        ("memberships", "user-ren", 1),
    ]
    db.expire_all()
    assert {one.id: one.lead_id for one in db.scalars(select(Account))} == {
        "ruijin": "user-ren",
        "huashan": "user-ren",
        "zhongshan": "user-mei",
        "renji": "user-ren",
    }
    assert team(db, "ruijin") == team(db, "huashan") == team(db, "renji") == {"ren": "lead"}
    assert team(db, "zhongshan") == {"mei": "lead"}
    assert api.mei.get("/users/user-li/belongings").json["owned"] == {}
    assert api.ada.delete("/users/user-li").status_code == 204


@pytest.mark.usefixtures("archive")
def test_each_account_remembers_that_it_was_handed_over(api: Api, db: Session, worker: Worker) -> None:
    made = api.mei.post("/handovers", SENT).json
    worker.run_due()
    entry = db.scalars(select(Entry).where(Entry.verb == "account.hand_over", Entry.account_id == "ruijin")).one()
    assert entry.details == {"handover_id": made["id"], "to_id": "user-ren", "what": "accounts"}
    assert (entry.before, entry.after) == ({"lead_id": "user-li"}, {"lead_id": "user-ren"})


@pytest.mark.usefixtures("archive")
def test_somebody_who_was_on_the_team_before_comes_back(api: Api, db: Session, worker: Worker) -> None:
    api.mei.post("/handovers", SENT)
    worker.run_due()
    back = {"leaver_id": "user-ren", "receiver_id": "user-li"}
    assert api.mei.post("/handovers", back).status_code == 201
    worker.run_due()
    db.expire_all()
    assert team(db, "ruijin") == {"li": "lead"}
    assert team(db, "renji") == {"li": "lead"}


@pytest.mark.usefixtures("archive")
def test_names_stand_beside_the_accounts_that_go_elsewhere_but_none_out_of_reach(
    api: Api, db: Session, moment: Moment, worker: Worker
) -> None:
    account(db, moment, Cast.sam, "charite")
    told = [{"account_id": one, "receiver_id": "user-mei"} for one in ("zhongshan", "charite")]
    made = api.mei.post("/handovers", SENT | {"overrides": told})
    worker.run_due()
    done = api.mei.get(made.headers["Location"]).json
    names = {one["account_id"]: (one["account_name"], one["receiver_name"]) for one in done["overrides"]}
    assert names == {"zhongshan": ("zhongshan", "Mei"), "charite": (None, "Mei")}
    assert done["ignored"] == [{"account_id": "charite", "account_name": None}]
    (seen_by_all,) = api.ada.get(made.headers["Location"]).json["ignored"]
    assert seen_by_all["account_name"] == "charite"


@pytest.mark.usefixtures("archive")
def test_accounts_in_which_the_leaver_has_no_part_are_named(api: Api, worker: Worker) -> None:
    override = {"account_id": "elsewhere", "receiver_id": "user-mei"}
    made = api.mei.post("/handovers", SENT | {"overrides": [override]})
    worker.run_due()
    assert api.mei.get(made.headers["Location"]).json["ignored"] == [{"account_id": "elsewhere", "account_name": None}]


def test_the_people_of_a_leaving_manager_get_the_receiver_if_that_one_leads(
    api: Api, db: Session, worker: Worker
) -> None:
    assert api.dana.get("/users/user-mei/belongings").json["owned"] == {"people": 2}
    made = api.dana.post("/handovers", {"leaver_id": "user-mei", "receiver_id": "user-max"})
    worker.run_due()
    assert api.dana.get(made.headers["Location"]).json["moved"] == [
        {"kind": "people", "receiver_id": "user-max", "receiver_name": "Max", "count": 2}
    ]
    assert api.max.get("/users/user-li").status_code == 200
    assert api.mei.get("/users/user-li").status_code == 404


def test_else_they_get_the_leavers_own_manager(api: Api, worker: Worker) -> None:
    api.dana.post("/handovers", {"leaver_id": "user-mei", "receiver_id": "user-sam"})
    worker.run_due()
    assert api.ada.get("/users/user-li").json["manager_id"] == "user-dana"


def test_a_successor_from_below_never_stands_above_themselves(api: Api, worker: Worker) -> None:
    api.ada.patch("/users/user-li", {"role": "manager"})
    api.dana.post("/handovers", {"leaver_id": "user-mei", "receiver_id": "user-li"})
    worker.run_due()
    assert api.ada.get("/users/user-li").json["manager_id"] == "user-dana"
    assert api.ada.get("/users/user-ren").json["manager_id"] == "user-li"


def test_an_inactive_manager_above_is_passed_over(api: Api, db: Session, worker: Worker) -> None:
    api.ada.post("/users/user-mei/deactivation")
    api.ada.patch("/users/user-ren", {"role": "manager"})
    api.ada.patch("/users/user-li", {"manager_id": "user-ren"})
    made = api.dana.post("/handovers", {"leaver_id": "user-ren", "receiver_id": "user-sam"})
    assert made.status_code == 201
    worker.run_due()
    assert api.ada.get("/users/user-li").json["manager_id"] == "user-dana"


def test_only_those_above_hand_over(api: Api) -> None:
    assert api.li.post("/handovers", SENT).status_code in {403, 422}
    assert api.li.post("/handovers", {"leaver_id": "user-li", "receiver_id": "user-li"}).status_code == 403
    assert api.mei.post("/handovers", {"leaver_id": "user-mei", "receiver_id": "user-ren"}).status_code == 403
    assert api.max.post("/handovers", SENT).json["errors"][0]["pointer"] == "/leaver_id"
    assert api.ada.post("/handovers", SENT).status_code == 201


@pytest.mark.parametrize(
    ("change", "pointer", "code"),
    [
        ({"receiver_id": "user-li"}, "/receiver_id", "not-a-receiver"),
        ({"receiver_id": "user-sam"}, "/receiver_id", "not-a-receiver"),
        ({"overrides": [{"account_id": "a", "receiver_id": "user-max"}]}, "/overrides/0/receiver_id", "not-a-receiver"),
        (
            {"overrides": [{"account_id": "a", "receiver_id": "user-ren"}] * 2},
            "/overrides/1/account_id",
            "twice",
        ),
    ],
)
def test_a_receiver_is_somebody_else_within_reach(api: Api, change, pointer: str, code: str) -> None:
    refused = api.mei.post("/handovers", SENT | change)
    assert [(f["pointer"], f["code"]) for f in refused.json["errors"]] == [(pointer, code)]


def test_nobody_inactive_receives_anything(api: Api) -> None:
    api.ada.post("/users/user-ren/deactivation")
    assert api.mei.post("/handovers", SENT).json["errors"][0]["code"] == "not-a-receiver"


def test_one_hand_over_of_a_person_at_a_time(api: Api, worker: Worker) -> None:
    assert api.mei.post("/handovers", SENT).status_code == 201
    refused = api.mei.post("/handovers", SENT)
    assert (refused.status_code, refused.json["code"]) == (409, "handover-underway")
    worker.run_due()
    assert api.mei.post("/handovers", SENT).status_code == 201


def test_a_hand_over_is_read_by_those_above_the_leaver_and_by_the_receivers(api: Api) -> None:
    override = {"account_id": "a", "receiver_id": "user-max"}
    made = api.dana.post("/handovers", SENT | {"overrides": [override]})
    path = made.headers["Location"]
    readers = {"dana": 200, "mei": 200, "li": 200, "ren": 200, "max": 200, "sam": 404}
    assert {name: getattr(api, name).get(path).status_code for name in readers} == readers
    assert api.sam.get("/handovers").json["items"] == []
    assert len(api.max.get("/handovers").json["items"]) == 1


@pytest.mark.usefixtures("archive")
def test_a_failure_moves_nothing(api: Api, db: Session, worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    made = api.mei.post("/handovers", SENT)

    def break_down(_work: Work, _entry: Entry) -> None:
        raise RuntimeError("a slice broke down")

    from kamfield import wiring

    monkeypatch.setitem(wiring.AFTER, "user.hand_over", (*wiring.AFTER["user.hand_over"], break_down))
    worker.run_due()
    db.expire_all()
    assert db.get_one(Account, "ruijin").lead_id == "user-li"
    assert api.mei.get(made.headers["Location"]).json["state"] == "underway"
    assert db.get_one(User, "user-li").active
