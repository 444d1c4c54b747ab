"""What a phone gets when it pulls: the rules P1 to P13 of the protocol, over HTTP."""

import json
from datetime import date
from typing import Any

import pytest

from kamfield.accounts.actions import accounts
from kamfield.core.sync_clock import SyncClock
from kamfield.core.work import Work
from kamfield.opportunities.actions import opportunities
from kamfield.sync.rules import SCHEMA_VERSION, TABLES
from kamfield.visits.actions import visits
from tests.api import Api
from tests.cast import Cast
from tests.make.accounts import make_account, make_contact
from tests.make.decision_maps import make_factor
from tests.make.members import join
from tests.make.phones import Puller, told
from tests.make.visits import make_objective, make_visit


@pytest.fixture
def phone(api: Api) -> Puller:
    """Li's phone."""
    return Puller(api.li)


def as_li(work: Work) -> Work:
    return Work(Cast.li.actor, work.now, work.db, work.house)


def test_p1_everything_that_changed_comes_and_nothing_else(phone: Puller, work: Work) -> None:
    kept, changed = make_account(work), make_account(work)
    phone.pull()
    changed.industry = "Steel"
    contact = make_contact(work, kept)
    assert phone.pull() == {"accounts": ([changed.id], []), "contacts": ([contact.id], [])}
    assert phone.rows["accounts"][changed.id]["industry"] == "Steel"


def test_p1_what_is_gone_is_named(phone: Puller, work: Work) -> None:
    contact = make_contact(work, make_account(work))
    phone.pull()
    contact.delete(work.now)
    work.db.flush()
    assert phone.pull() == {"contacts": ([], [contact.id])}


def test_p2_an_id_is_named_once(phone: Puller, work: Work) -> None:
    """Also where a row changed and is to be looked at again for two reasons."""
    account = make_account(work, Cast.ren)
    visit = make_visit(work, account, Cast.ren)
    make_objective(work, visit, Cast.ren)
    phone.pull()
    join(work, account, Cast.li)
    visit.rep_id, visit.minutes = Cast.li.id, 45
    work.db.flush()
    phone.pull()
    for lists in phone.last["changes"].values():
        ids = [row["id"] for row in lists["updated"]] + lists["deleted"]
        assert len(ids) == len(set(ids))
    assert visit.id in phone.ids("visits")


@pytest.mark.parametrize("cursor", [None, "", "null", "0"])
def test_p3_without_a_cursor_all_that_lives_comes(api: Api, work: Work, cursor: str | None) -> None:
    account = make_account(work)
    gone = make_contact(work, account)
    gone.delete(work.now)
    make_account(work, Cast.sam)
    work.db.flush()
    answer = api.li.get("/sync", query_string={} if cursor is None else {"last_pulled_at": cursor}).json
    changes = told(answer)
    assert changes["accounts"] == ([account.id], [])
    assert "contacts" not in changes
    assert all(lists["deleted"] == [] for lists in answer["changes"].values())


def test_p4_the_timestamp_is_a_whole_number_that_goes_on_from_there(phone: Puller, work: Work) -> None:
    phone.pull()
    assert isinstance(phone.cursor, int)
    assert 1 <= phone.cursor < 2**53
    account = make_account(work)
    assert phone.pull()["accounts"] == ([account.id], [])


def test_p6_a_migration_brings_what_the_app_did_not_know(phone: Puller, work: Work) -> None:
    opportunity = opportunities.add(
        as_li(work), account_id=make_account(work).id, name="Line 2", expected_close_on=date(2026, 6, 30)
    )
    factor = make_factor(as_li(work), opportunity)
    told_of, silent = make_account(work, industry="Steel"), make_account(work)
    phone.pull(schema_version=1)
    assert "decision_factors" not in phone.last["changes"]
    migration = {
        "from": 1,
        "tables": ["decision_factors"],
        "columns": [{"table": "accounts", "columns": ["industry", "tier"]}],
    }
    changes = phone.pull(schema_version=2, migration=json.dumps(migration), page_size=1)
    assert changes == {"decision_factors": ([factor.id], []), "accounts": ([told_of.id], [])}
    assert silent.id in phone.ids("accounts")
    assert not phone.last["has_more"]


def test_p6_with_new_rows_in_between_nothing_comes_twice(phone: Puller, work: Work) -> None:
    account = make_account(work, industry="Steel")
    phone.pull()
    account.industry = "Copper"
    work.db.flush()
    migration = {"from": 1, "tables": [], "columns": [{"table": "accounts", "columns": ["industry"]}]}
    assert phone.pull(migration=json.dumps(migration)) == {"accounts": ([account.id], [])}


@pytest.mark.parametrize(
    "migration",
    [
        {"from": 1, "tables": ["__proto__"], "columns": []},
        {"from": 1, "tables": [], "columns": [{"table": "users", "columns": ["password_hash"]}]},
        {"from": 1, "tables": [["accounts"]], "columns": []},
        {"from": 1, "tables": [], "columns": [{"table": "accounts"}]},
        ["accounts"],
    ],
)
def test_p8_names_that_phones_do_not_have_are_refused(api: Api, migration: Any) -> None:
    refused = api.li.get("/sync", query_string={"last_pulled_at": 1, "migration": json.dumps(migration)})
    assert (refused.status_code, refused.json["errors"][0]["parameter"]) == (422, "migration")


def test_p7_rows_have_the_columns_of_the_apps_version_and_none_of_the_clients_own(phone: Puller, work: Work) -> None:
    make_account(work)
    phone.pull(schema_version=1)
    columns = {"id", *(column.name for column in next(t for t in TABLES if t.name == "accounts").at(1))}
    (row,) = phone.rows["accounts"].values()
    assert row.keys() == columns
    assert not columns & {"_status", "_changed", "sync_seq", "version", "deleted_at"}


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION + 2))
def test_p9_every_table_of_the_version_is_there_with_three_lists(phone: Puller, version: int) -> None:
    for _ in range(2):
        phone.pull(schema_version=version)
        assert list(phone.last["changes"]) == [table.name for table in TABLES if table.since <= version]
        assert {tuple(lists) for lists in phone.last["changes"].values()} == {("created", "updated", "deleted")}


def test_an_app_that_is_too_old_is_told_to_update(api: Api) -> None:
    refused = api.li.get("/sync", query_string={"schema_version": 0})
    assert (refused.status_code, refused.json["code"]) == (426, "app-too-old")


def test_p11_the_extra_keys_are_few(phone: Puller) -> None:
    phone.pull()
    assert phone.last.keys() == {"changes", "timestamp", "has_more"}
    phone.pull(page_size=500)
    assert phone.last.keys() <= {"changes", "timestamp", "has_more", "remaining"}


def test_p12_new_rows_come_as_updated(phone: Puller, work: Work) -> None:
    phone.pull()
    make_visit(work)
    phone.pull()
    assert phone.last["changes"]["visits"]["updated"]
    assert all(lists["created"] == [] for lists in phone.last["changes"].values())


def test_p13_an_idle_pull_is_empty(phone: Puller, work: Work) -> None:
    make_visit(work)
    phone.pull()
    assert phone.pull() == {}
    make_account(work, Cast.sam)
    assert phone.pull() == {}
    assert phone.cursor == work.db.scalar(SyncClock.__table__.select().with_only_columns(SyncClock.value))


@pytest.mark.parametrize("text", ["abc", "-1", "1.5", str(2**53), "١", "9" * 30])
def test_a_cursor_that_makes_no_sense_is_refused(api: Api, text: str) -> None:
    refused = api.li.get("/sync", query_string={"last_pulled_at": text})
    assert (refused.status_code, refused.json["errors"][0]["parameter"]) == (422, "last_pulled_at")


def test_pages_together_are_everything(phone: Puller, work: Work) -> None:
    made = {make_visit(work).id for _ in range(4)}
    whole = Puller(phone.caller)
    whole.pull()
    left = []
    while True:
        phone.pull(page_size=3)
        rows = sum(len(lists["updated"]) for lists in phone.last["changes"].values())
        assert rows <= 3
        left.append(phone.last["remaining"])
        if not phone.last["has_more"]:
            break
    assert left == sorted(left, reverse=True)
    assert left[-1] == 0
    assert phone.rows == whole.rows
    assert phone.ids("visits") == made
    assert phone.cursor == whole.cursor


def test_what_happens_between_two_pages_is_not_missed(phone: Puller, work: Work) -> None:
    first, second, third = (make_visit(work) for _ in range(3))
    phone.pull(page_size=2)
    while first.id not in phone.ids("visits"):
        phone.pull(page_size=2)
    assert phone.last["has_more"]
    visits.change(as_li(work), first.id, minutes=15)
    visits.remove(as_li(work), second.id)
    accounts.change(as_li(work), third.account_id, name="Late")
    work.db.flush()
    while phone.last["has_more"]:
        phone.pull(page_size=2)
    whole = Puller(phone.caller)
    whole.pull()
    assert phone.rows == whole.rows
    assert phone.rows["visits"][first.id]["minutes"] == 15


def test_old_losses_are_no_news_to_a_phone_in_the_middle_of_its_first_pull(phone: Puller, work: Work) -> None:
    gone = [make_contact(work, make_account(work)) for _ in range(3)]
    for contact in gone:
        contact.delete(work.now)
    work.db.flush()
    make_visit(work)
    while phone.pull(page_size=2) and phone.last["has_more"]:
        pass
    assert phone.rows["contacts"] == {}
