"""A quotation made in a basement: enquiry, lines, dossier and files in one push, and what becomes of a bad line."""

from typing import Any

import pytest

from kamfield.core.work import Work
from tests.api import Api
from tests.make.accounts import make_account
from tests.make.quotes import KNOWN, a_quote, a_sent_quote
from tests.sync.pushing import issues_of, pulled, push

SEAL = {"product": "Seal 40", "quantity": 100_0000, "unit": "pcs", "price": 12_5000, "tax_percent": 13_0000}


@pytest.fixture
def account_id(work: Work) -> str:
    account = make_account(work)
    work.db.commit()
    return account.id


def a_line(line_id: str, quote_id: str, position: int, **columns: Any) -> dict[str, Any]:
    return {"id": line_id, "quote_id": quote_id, "position": position, **SEAL, **columns}


def lines_of(api: Api, quote_id: str) -> list[tuple[str, str, str]]:
    return [(one["id"], one["product"], one["quantity"]) for one in api.li.get(f"/quotes/{quote_id}").json["lines"]]


def a_quote_with_lines(api: Api, account_id: str) -> str:
    quote_id: str = a_quote(api.li, account_id)["id"]
    push(api.li, quote_lines=[a_line("l1", quote_id, 1), a_line("l2", quote_id, 2, product="Spring")])
    assert issues_of(api.li) == []
    return quote_id


def test_an_enquiry_comes_with_its_lines_its_dossier_and_is_ready_at_once(api: Api, account_id: str) -> None:
    items = [{"id": f"mine-{one['item']}", "quote_id": "q1", "state": "there", **one} for one in KNOWN]
    answer = push(
        api.li,
        quotes=[{"id": "q1", "account_id": account_id, "title": "Seals", "currency": "CNY", "state": "ready"}],
        quote_lines=[a_line("l2", "q1", 2, product="Spring"), a_line("l1", "q1", 1)],
        dossier_items=items,
        attachments=[
            {
                "id": "at1",
                "account_id": account_id,
                "subject_kind": "dossier_item",
                "subject_id": "mine-drawings",
                "file_name": "drawing.jpg",
                "media_type": "image/jpeg",
                "size_bytes": 12,
            }
        ],
    )
    assert issues_of(api.li) == []
    assert answer.json["issues"] == 0
    quote = api.li.get("/quotes/q1").json
    assert (quote["state"], quote["amount"], quote["tax"]) == ("ready", "2500.00", "325.00")
    assert lines_of(api, "q1") == [("l1", "Seal 40", "100"), ("l2", "Spring", "100")]
    dossier = api.li.get("/quotes/q1/dossier").json
    assert dossier["complete"]
    assert [file["id"] for one in dossier["items"] if one["item"] == "drawings" for file in one["files"]] == ["at1"]


def test_the_phone_lets_go_of_the_items_it_made_and_gets_those_that_were_laid_out(api: Api, account_id: str) -> None:
    cursor = pulled(api.li)["timestamp"]
    quote = {"id": "q1", "account_id": account_id, "title": "Seals", "currency": "CNY", "state": "enquiry"}
    item = {"id": "mine", "quote_id": "q1", "item": "drawings", "state": "there", "note": "Revision C"}
    for _ in range(2):  # the answer was lost
        push(api.li, cursor, quotes=[quote], dossier_items=[item])
    told = pulled(api.li, cursor)["changes"]["dossier_items"]
    assert told["deleted"] == ["mine"]
    assert [one["note"] for one in told["updated"] if one["item"] == "drawings"] == ["Revision C"]
    assert issues_of(api.li) == []


def test_an_item_of_a_quotation_that_is_not_there_is_kept(api: Api) -> None:
    push(api.li, dossier_items=[{"id": "mine", "quote_id": "q9", "item": "drawings", "note": "Revision C"}])
    (issue,) = issues_of(api.li)
    assert (issue["kind"], issue["payload"]["note"]) == ("dossier_items", "Revision C")


def test_a_line_is_changed_another_deleted_and_one_put_before_them(api: Api, account_id: str) -> None:
    quote_id = a_quote_with_lines(api, account_id)
    push(
        api.li,
        updated={"quote_lines": [a_line("l2", quote_id, 2, product="Spring", quantity=50_0000)]},
        deleted={"quote_lines": ["l1"]},
        quote_lines=[a_line("l0", quote_id, 1, product="Ring")],
    )
    assert issues_of(api.li) == []
    assert lines_of(api, quote_id) == [("l0", "Ring", "100"), ("l2", "Spring", "50")]
    assert api.li.get(f"/quotes/{quote_id}").json["amount"] == "1875.00"


def test_the_same_push_a_second_time_changes_nothing(api: Api, account_id: str) -> None:
    quote_id = a_quote_with_lines(api, account_id)
    version = api.li.get(f"/quotes/{quote_id}").json["version"]
    push(api.li, quote_lines=[a_line("l1", quote_id, 1), a_line("l2", quote_id, 2, product="Spring")])
    assert api.li.get(f"/quotes/{quote_id}").json["version"] == version


def test_a_bad_line_is_kept_and_holds_back_no_other(api: Api, account_id: str) -> None:
    quote_id = a_quote(api.li, account_id)["id"]
    bad = a_line("l2", quote_id, 2, quantity=-1)
    push(api.li, quote_lines=[a_line("l1", quote_id, 1), bad, a_line("l3", quote_id, 3)])
    assert [one[0] for one in lines_of(api, quote_id)] == ["l1", "l3"]
    (issue,) = issues_of(api.li)
    assert (issue["kind"], issue["row_id"], issue["payload"]["quantity"]) == ("quote_lines", "l2", -1)
    assert [fault["pointer"] for fault in issue["faults"]] == ["/quantity"]


def test_lines_of_a_quotation_that_was_sent_are_kept_each_for_itself(api: Api, account_id: str) -> None:
    line = {"product": "Pump", "quantity": "1", "price": "10"}
    quote = a_sent_quote(api.li, account_id, {"lines": [line]})
    (known,) = api.li.get(f"/quotes/{quote['id']}").json["lines"]
    push(
        api.li,
        quote_lines=[a_line("l2", quote["id"], 2), a_line("l3", quote["id"], 3)],
        updated={"quote_lines": [{"id": known["id"], "quote_id": quote["id"], "quantity": 5_0000}]},
    )
    assert [one[0] for one in lines_of(api, quote["id"])] == [known["id"]]
    assert {one["row_id"] for one in issues_of(api.li)} == {"l2", "l3", known["id"]}
    assert len({one["code"] for one in issues_of(api.li)}) == 1


def test_what_the_client_has_stays_as_it_is_and_so_does_a_line_of_another_quotation(api: Api, account_id: str) -> None:
    line = {"product": "Pump", "quantity": "1", "price": "10"}
    quote = a_sent_quote(api.li, account_id, {"lines": [line]})
    (before,) = api.li.get(f"/quotes/{quote['id']}").json["lines"]
    api.li.post(f"/quotes/{quote['id']}/revisions", {})
    other = a_quote_with_lines(api, account_id)
    push(
        api.li,
        updated={
            "quote_lines": [
                {"id": before["id"], "quote_id": quote["id"], "quantity": 5_0000},
                {"id": "l1", "quote_id": quote["id"], "quantity": 7_0000},
            ]
        },
    )
    assert {one["row_id"] for one in issues_of(api.li)} == {before["id"], "l1"}
    assert lines_of(api, other)[0] == ("l1", "Seal 40", "100")


def test_a_line_that_was_deleted_here_meanwhile_is_kept(api: Api, account_id: str) -> None:
    quote_id = a_quote_with_lines(api, account_id)
    api.li.put(f"/quotes/{quote_id}/lines", {"lines": []}, version="*")
    push(api.li, updated={"quote_lines": [a_line("l1", quote_id, 1, quantity=7_0000)]})
    assert [(one["row_id"], one["code"]) for one in issues_of(api.li)] == [("l1", "deleted-meanwhile")]
    assert lines_of(api, quote_id) == []


def test_a_line_with_the_id_of_another_quotations_line_is_refused_by_the_api(api: Api, account_id: str) -> None:
    a_quote_with_lines(api, account_id)
    other = a_quote(api.li, account_id)["id"]
    line = {"id": "l1", "product": "Pump", "quantity": "1", "price": "10"}
    assert api.li.put(f"/quotes/{other}/lines", {"lines": [line]}, version="*").status_code in {409, 422}
