"""Lists as files."""

import csv
import io

import openpyxl
import pytest

from kamfield.accounts.rules import exports
from kamfield.core.work import Work
from kamfield.geo.point import Point
from kamfield.worker import Worker
from tests.accounts.sheets import save_mapping, take_in
from tests.api import Api
from tests.cast import Cast
from tests.make.accounts import make_account, make_contact, make_place

OF_PLACE = ["place.label", "place.address", "place.latitude", "place.longitude"]


def table(answer) -> list[dict[str, str]]:
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))


def test_an_export_has_lead_and_main_place_and_only_what_one_reaches(api: Api, work: Work) -> None:
    account = make_account(work, name="苏州精密", code="CN-1", tags=["a", "b"])
    make_place(work, account, Point(31.24, 121.49), city="苏州")
    make_account(work, Cast.ren, name="Not for li")
    work.db.commit()
    [row] = table(api.li.get("/accounts/export", query_string={"headings": "codes"}))
    assert (row["name"], row["code"], row["lead"], row["lead_name"]) == ("苏州精密", "CN-1", "li@example.com", "Li")
    assert (row["place.city"], row["place.latitude"], row["tags"]) == ("苏州", "31.24", "a; b")
    assert (row["status"], row["id"]) == ("prospect", account.id)
    assert len(table(api.mei.get("/accounts/export"))) == 2
    assert table(api.sam.get("/accounts/export")) == []


def test_headings_and_codes_are_words_in_the_callers_language(api: Api, work: Work) -> None:
    make_account(work, name="Acme")
    work.db.commit()
    [english] = table(api.li.get("/accounts/export"))
    assert (english["Name"], english["Status"]) == ("Acme", "Prospect")
    [chinese] = table(api.li.get("/accounts/export", headers={"Accept-Language": "zh-CN"}))
    assert chinese["名称"] == "Acme"
    assert chinese["状态"] != "Prospect"


def test_the_filters_of_the_list_hold(api: Api, work: Work) -> None:
    make_account(work, name="Acme", tier="A")
    make_account(work, name="Beta", tier="B")
    work.db.commit()
    rows = table(api.mei.get("/accounts/export", query_string={"headings": "codes", "tier": "B"}))
    assert [row["name"] for row in rows] == ["Beta"]
    assert api.mei.get("/accounts/export", query_string={"limit": 3}).status_code == 422


def test_a_list_longer_than_a_page_of_the_database_comes_whole_and_in_order(api, work, monkeypatch) -> None:
    monkeypatch.setattr("kamfield.accounts.actions.exports.ROWS_A_QUERY", 3)
    for number in range(10):
        make_account(work, name=f"Client {number % 4}")
    work.db.commit()
    names = [row["name"] for row in table(api.li.get("/accounts/export", query_string={"headings": "codes"}))]
    assert names == sorted(names)
    assert len(names) == 10


def test_formulas_leave_harmless_and_come_back_as_they_were(api: Api, work: Work, worker: Worker) -> None:
    make_account(work, name="=HYPERLINK(1)", code="F-1")
    work.db.commit()
    answer = api.li.get("/accounts/export", query_string={"headings": "codes"})
    [row] = table(answer)
    assert row["name"] == "'=HYPERLINK(1)"
    definition = {"target": "accounts", "fields": {"code": "code", "name": "name"}}
    done = take_in(api.li, worker, answer.data, save_mapping(api.li, definition))
    assert (done["unchanged"], done["bad"]) == (1, 0)
    book = openpyxl.load_workbook(io.BytesIO(api.li.get("/accounts/export", query_string={"format": "xlsx"}).data))
    assert book.active["B2"].data_type == "s"


def test_a_spreadsheet_of_too_many_rows_is_refused_with_a_way_out(api, work, monkeypatch) -> None:
    monkeypatch.setattr("kamfield.accounts.routes.exports.MOST_XLSX_ROWS", 1)
    make_account(work)
    make_account(work)
    work.db.commit()
    refused = api.li.get("/accounts/export", query_string={"format": "xlsx"})
    assert (refused.status_code, refused.json["code"]) == (422, "too-many-rows")
    assert "CSV" in refused.json["detail"]
    assert exports.MOST_XLSX_ROWS >= 10_000


def test_contacts_come_without_their_confidential_notes(api: Api, work: Work) -> None:
    account = make_account(work, name="Acme", code="A-1")
    make_contact(work, account, name="Wang", mobile="13800138000").notes = "likes opera"
    make_contact(work, make_account(work, Cast.ren), name="Hidden")
    work.db.commit()
    answer = api.li.get("/contacts/export", query_string={"headings": "codes"})
    [row] = table(answer)
    assert (row["account_code"], row["name"], row["mobile"]) == ("A-1", "Wang", "'+8613800138000")
    assert "opera" not in answer.text


@pytest.mark.parametrize("path", ["/accounts/export", "/contacts/export"])
def test_the_file_can_be_imported_again_and_changes_nothing(api: Api, work: Work, worker: Worker, path: str) -> None:
    account = make_account(work, name="Acme", code="A-1", industry="pumps")
    make_place(work, account, address="1 Road")
    make_contact(work, account, name="Wang", email="wang@example.com", birthday=None)
    work.db.commit()
    content = api.li.get(path, query_string={"headings": "codes"}).data
    fields = {
        "/accounts/export": ["code", "name", "status", "industry", "tags", *OF_PLACE],
        "/contacts/export": ["account_code", "name", "email", "phone", "layer"],
    }[path]
    target = path.split("/")[1]
    definition = {"target": target, "region": "CN", "fields": {name: name for name in fields}}
    done = take_in(api.li, worker, content, save_mapping(api.li, definition))
    assert (done["state"], done["unchanged"]) == ("done", 1)


def test_who_took_which_list_along_is_in_the_journal(api: Api, work: Work) -> None:
    account = make_account(work, name="Acme", tier="A")
    make_contact(work, account)
    make_account(work, Cast.ren, name="Not for li")
    work.db.commit()
    api.li.get("/accounts/export", query_string={"tier": "A", "format": "xlsx"})
    api.mei.get("/contacts/export")
    api.li.get("/accounts/export", query_string={"tier": "Z"})  # refused: nothing was taken
    acts = api.ada.get("/journal", query_string={"verb": "account.export"}).json["items"]
    assert [(act["actor_name"], act["details"]) for act in reversed(acts)] == [
        ("Li", {"list": "accounts", "rows": 1, "format": "xlsx", "filters": {"tier": "A"}}),
        ("Mei", {"list": "contacts", "rows": 1, "format": "csv", "filters": {}}),
    ]
    assert api.mei.get("/journal", query_string={"verb": "account.export"}).json["items"] == []
