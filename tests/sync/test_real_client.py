"""The real WatermelonDB against the served application: what an app does on a train, and what comes of it."""

import json
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from kamfield.core.db import connect
from kamfield.sync.rules import SCHEMA_VERSION
from tests.cast import Cast, Person
from tests.conftest import lay_down
from tests.phones import Phone, Phones, SyncFailed
from tests.phones import watermelon as watermelon
from tests.served import Served, serving
from tests.sync.desk import Desk, desk_of

NewPhone = Callable[..., Phone]
NUMBERS = count(1)


@pytest.fixture(scope="module")
def served(engine_name: str, new_database_url: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server with the cast in its database."""
    url = new_database_url(engine_name)
    database = connect(url)
    lay_down(database)
    database.dispose()
    with serving(url, tmp_path_factory.mktemp("home")) as server:
        yield server


@pytest.fixture(scope="module")
def phones(watermelon: Path) -> Iterator[Phones]:
    process = Phones(watermelon)
    yield process
    process.close()


@pytest.fixture(scope="module")
def desks(served: Served) -> dict[str, Desk]:
    """Everybody at a desk, by name; their phones use the same session."""
    return {person.name: desk_of(served, person) for person in (Cast.li, Cast.mei, Cast.sam)}


@pytest.fixture
def new_phone(served: Served, phones: Phones, desks: dict[str, Desk]) -> NewPhone:
    """`new_phone(Cast.li)`: a phone with the app just installed; `version` is the app's schema."""

    def make(person: Person = Cast.li, version: int = 2, **settings: Any) -> Phone:
        desk = desks[person.name]
        schema = desk.get(f"/sync/schema?version={version}")
        return phones.new(f"{person.name}-{next(NUMBERS)}", schema, served.address, desk.token, **settings)

    return make


@pytest.fixture
def mei(desks: dict[str, Desk]) -> Desk:
    """li's manager."""
    return desks["mei"]


@pytest.fixture
def li(desks: dict[str, Desk]) -> Desk:
    return desks["li"]


@pytest.fixture
def account(li: Desk) -> str:
    """The id of a client of li's."""
    return str(li.post("/accounts", {"name": "Wanda Seals", "confirmed_new": True})["id"])


def a_contact(phone: Phone, account: str, **columns: Any) -> str:
    return phone.create("contacts", account_id=account, **{"name": "Chen", "active": True} | columns)


def a_visit(phone: Phone, account: str, **columns: Any) -> str:
    usual = {"rep_id": Cast.li.id, "form": "sales_visit", "purpose": "build_rapport", "minutes": 60, "state": "planned"}
    return phone.create("visits", account_id=account, **usual | {"day": "2030-03-04"} | columns)


def issues(phone: Phone, row_id: str) -> list[dict[str, Any]]:
    return [row for row in phone.rows("sync_issues").values() if row["row_id"] == row_id]


def test_the_first_sync_brings_what_one_may_see_and_nothing_else(new_phone: NewPhone, account: str) -> None:
    mine, strange = new_phone(Cast.li), new_phone(Cast.sam)
    mine.sync()
    strange.sync()
    assert mine.rows("accounts")[account]["name"] == "Wanda Seals"
    assert account not in strange.rows("accounts")
    assert account not in strange.told().get("accounts", set())
    assert {"user-li", "user-sam"} <= strange.rows("users").keys(), "everybody knows their colleagues' names"


def test_what_is_written_offline_is_on_the_server_after_the_next_sync(
    new_phone: NewPhone, li: Desk, account: str
) -> None:
    phone = new_phone()
    phone.sync()
    contact = a_contact(phone, account, title="buyer", birthday="1980-05-01")
    phone.update("accounts", account, industry="pumps", tags='["export"]')
    visit = a_visit(phone, account, starts_at=1898820000000)
    assert phone.pending() == 3
    assert phone.sync()["issues"] == 0
    assert phone.pending() == 0
    assert li.get(f"/contacts/{contact}")["title"] == "buyer"
    read = li.get(f"/accounts/{account}")
    assert (read["industry"], read["tags"]) == ("pumps", ["export"])
    assert li.get(f"/visits/{visit}")["starts_at"].startswith("2030-03-04T")


def test_two_phones_of_one_rep_hold_the_same(new_phone: NewPhone, account: str) -> None:
    one, two = new_phone(), new_phone()
    one.sync()
    two.sync()
    contact = a_contact(one, account)
    two.update("accounts", account, industry="valves")
    for phone in (one, two, one):
        phone.sync()
    assert contact in two.rows("contacts")
    assert one.holds() == two.holds()


def test_after_a_conflict_both_columns_are_kept(new_phone: NewPhone, mei: Desk, li: Desk, account: str) -> None:
    phone = new_phone()
    phone.sync()
    phone.update("accounts", account, industry="pumps")
    mei.patch(f"/accounts/{account}", {"name": "Wanda Seals & Co"})
    phone.sync()
    assert [asked["status"] for asked in phone.requests() if asked["at"] == "push"] == [409, 200]
    read = li.get(f"/accounts/{account}")
    assert (read["name"], read["industry"]) == ("Wanda Seals & Co", "pumps")
    assert phone.rows("accounts")[account]["name"] == "Wanda Seals & Co"


def test_in_the_same_column_the_phone_wins_because_it_has_seen_the_other(
    new_phone: NewPhone, mei: Desk, li: Desk, account: str
) -> None:
    phone = new_phone()
    phone.sync()
    phone.update("accounts", account, name="As the rep says")
    mei.patch(f"/accounts/{account}", {"name": "As the manager says"})
    phone.sync()
    assert li.get(f"/accounts/{account}")["name"] == "As the rep says"


def test_an_answer_is_lost_after_the_push_was_taken(new_phone: NewPhone, li: Desk, account: str) -> None:
    phone = new_phone()
    phone.sync()
    contact = a_contact(phone, account)
    with pytest.raises(SyncFailed):
        phone.sync(("push", "lost"))
    phone.update("contacts", contact, title="typed after the tunnel")
    assert phone.sync()["issues"] == 0
    assert li.get(f"/contacts/{contact}")["title"] == "typed after the tunnel"
    assert len(li.get(f"/accounts/{account}/contacts")["items"]) == 1


@pytest.mark.parametrize("fault", ["doubled", "at once"])
def test_a_push_that_arrives_twice_counts_once(new_phone: NewPhone, li: Desk, account: str, fault: str) -> None:
    phone = new_phone()
    phone.sync()
    contact = a_contact(phone, account)
    spoilt = a_visit(phone, account, form="seance")
    phone.sync(("push", fault))
    assert [one["id"] for one in li.get(f"/accounts/{account}/contacts")["items"]] == [contact]
    assert len(issues(phone, spoilt)) == 1
    assert phone.pending() == 0


def test_an_answer_that_is_cut_off_leaves_nothing_half_done(new_phone: NewPhone, account: str) -> None:
    phone = new_phone()
    with pytest.raises(SyncFailed):
        phone.sync(("pull", "cut"))
    assert phone.holds() == {}
    phone.sync()
    assert account in phone.rows("accounts")


def test_pages_add_up_to_the_whole(new_phone: NewPhone, account: str) -> None:
    whole, paged = new_phone(), new_phone(page_size=3)
    whole.sync()
    for number in range(20):
        a_contact(whole, account, name=f"Person {number}")
    whole.sync()
    paged.sync()
    assert len(paged.requests()) > 6
    whole.sync()
    assert paged.holds() == whole.holds()


def test_what_was_typed_for_an_account_that_moved_on_arrives_or_is_kept(
    new_phone: NewPhone, mei: Desk, account: str
) -> None:
    phone = new_phone()
    phone.sync()
    phone.update("accounts", account, industry="typed in the basement")
    mei.put(f"/accounts/{account}/lead", {"user_id": Cast.ren.id, "keep_old": False})
    phone.sync()
    assert account not in phone.rows("accounts")
    kept = [json.loads(one["payload"])["industry"] for one in issues(phone, account)]
    assert "typed in the basement" in [*kept, mei.get(f"/accounts/{account}")["industry"]]


def test_a_deletion_does_not_take_what_was_typed_with_it(new_phone: NewPhone, mei: Desk, account: str) -> None:
    phone = new_phone()
    phone.sync()
    contact = a_contact(phone, account)
    phone.sync()
    phone.update("contacts", contact, title="typed in the basement")
    phone.update("accounts", account, industry="pumps")
    mei.patch(f"/accounts/{account}", {"name": "Makes the push a conflict"})
    mei.delete(f"/contacts/{contact}")
    phone.sync()
    assert contact not in phone.rows("contacts")
    (kept,) = issues(phone, contact)
    assert json.loads(kept["payload"])["title"] == "typed in the basement"


def test_a_new_row_that_cannot_be_is_kept_as_an_issue_and_leaves_the_phone(
    new_phone: NewPhone, mei: Desk, account: str
) -> None:
    phone = new_phone()
    phone.sync()
    lost = phone.create("contacts", account_id="nobody.knows", name="Nowhere", active=True)
    good = a_contact(phone, account)
    assert phone.sync()["issues"] == 1
    assert good in phone.rows("contacts")
    assert lost not in phone.rows("contacts")
    (issue,) = issues(phone, lost)
    assert (issue["kind"], issue["change"]) == ("contacts", "created")
    assert json.loads(issue["payload"])["name"] == "Nowhere"
    assert lost in [one["row_id"] for one in mei.get("/sync/issues?limit=200")["items"]]
    phone.update("sync_issues", issue["id"], acknowledged_at=1898820000000)
    phone.sync()
    assert phone.rows("sync_issues")[issue["id"]]["acknowledged_at"]


def test_a_value_that_cannot_be_is_restored_and_the_good_ones_are_kept(
    new_phone: NewPhone, li: Desk, account: str
) -> None:
    phone = new_phone()
    phone.sync()
    visit = a_visit(phone, account)
    phone.sync()
    phone.update("visits", visit, minutes=-7, purpose="move_forward")
    assert phone.sync()["issues"] == 1
    assert phone.rows("visits")[visit]["minutes"] == 60
    assert json.loads(issues(phone, visit)[0]["payload"])["minutes"] == -7
    assert li.get(f"/visits/{visit}")["purpose"] == "move_forward"


def test_an_app_is_updated_while_rows_are_unsent(new_phone: NewPhone, li: Desk, account: str) -> None:
    phone = new_phone(version=1)
    phone.sync()
    contact = a_contact(phone, account)
    opportunity = li.post(
        "/opportunities",
        {"account_id": account, "name": "Line 4", "currency": "CNY", "expected_close_on": "2030-06-30"},
    )["id"]
    phone.sync()
    person = {"contact_id": contact, "support": "supporter"}
    assessment = li.post(f"/opportunities/{opportunity}/assessments", person)["id"]
    phone.sync()
    phone.update("contacts", contact, title="typed before the update")
    phone.migrate(li.get(f"/sync/schema?version={SCHEMA_VERSION}"))
    assert phone.rows("assessments") == {}
    phone.sync()
    assert phone.rows("assessments")[assessment]["support"] == "supporter"
    assert li.get(f"/contacts/{contact}")["title"] == "typed before the update"
    fresh = new_phone()
    fresh.sync()
    assert phone.holds() == fresh.holds()


def test_the_way_of_the_librarys_own_guide_works_too(new_phone: NewPhone, mei: Desk, li: Desk, account: str) -> None:
    phone = new_phone()
    phone.sync(plain=True)
    contact = a_contact(phone, account)
    phone.update("accounts", account, industry="pumps")
    mei.patch(f"/accounts/{account}", {"name": "Renamed"})
    phone.sync(plain=True)
    assert li.get(f"/contacts/{contact}")["name"] == "Chen"
    assert li.get(f"/accounts/{account}")["industry"] == "pumps"


def test_a_row_made_synced_and_deleted_on_the_phone_stays_away(new_phone: NewPhone, li: Desk, account: str) -> None:
    phone, other = new_phone(), new_phone()
    phone.sync()
    contact = a_contact(phone, account)
    phone.sync()
    other.sync()
    phone.delete("contacts", contact)
    phone.sync()
    other.sync()
    phone.sync()
    assert contact not in phone.rows("contacts")
    assert contact not in other.rows("contacts")


def test_a_token_that_has_ended_loses_nothing(new_phone: NewPhone, li: Desk, account: str) -> None:
    phone = new_phone()
    phone.sync()
    contact = a_contact(phone, account)
    phone.now_has(token="of another time")
    with pytest.raises(SyncFailed) as failed:
        phone.sync()
    assert failed.value.status == 401
    phone.now_has(token=li.token)
    phone.sync()
    assert li.get(f"/contacts/{contact}")["name"] == "Chen"


def test_fingerprints_tell_whether_a_phone_is_as_it_should_be(new_phone: NewPhone, li: Desk, account: str) -> None:
    phone = new_phone()
    phone.sync()
    a_contact(phone, account, name="李 😀", title="é\u2028")
    phone.sync()
    assert li.post("/sync/check?schema_version=3", phone.call("fingerprints"))["differ"] == []
    spoilt = phone.call("fingerprints")
    spoilt["contacts"]["xor"] ^= 1
    assert li.post("/sync/check?schema_version=3", spoilt)["differ"] == ["contacts"]


def test_a_phone_is_repaired_without_losing_what_is_unsent(new_phone: NewPhone, li: Desk, account: str) -> None:
    phone = new_phone()
    phone.sync()
    stray = {"contacts": {"created": [], "updated": [{"id": "stray", "name": "Stray"}], "deleted": []}}
    phone.call("apply", answer={"changes": stray, "timestamp": 2**40})
    contact = a_contact(phone, account)
    phone.call("repair")
    phone.sync()
    assert "stray" not in phone.rows("contacts")
    assert li.get(f"/contacts/{contact}")["name"] == "Chen"
