"""No enquiry is quoted half-understood: the dossier with its notes and files."""

import pytest

from kamfield.core.work import Work
from kamfield.policies.rules.codes import DossierItem as Item
from kamfield.quotes.queries import dossier_items_missing
from tests.api import Api
from tests.cast import Cast
from tests.make.accounts import make_account
from tests.make.attachments import Sender
from tests.make.quotes import KNOWN, a_quote, a_sent_quote


@pytest.fixture
def account_id(work: Work) -> str:
    return make_account(work).id


def items_of(api: Api, quote_id: str) -> dict[str, dict]:
    return {one["item"]: one for one in api.li.get(f"/quotes/{quote_id}/dossier").json["items"]}


def test_ready_is_refused_with_what_is_missing_in_the_readers_language(api: Api, account_id: str) -> None:
    quote = a_quote(api.li, account_id, dossier=KNOWN[:4])
    path = f"/quotes/{quote['id']}/readiness"
    refused = api.li.post(path, headers={"Accept-Language": "zh-CN"})
    assert (refused.status_code, refused.json["code"]) == (409, "dossier-incomplete")
    assert refused.json["missing"] == ["application", "sample"]
    assert "用途、样品" in refused.json["detail"]
    assert "Application, Sample" in api.li.post(path).json["detail"]


def test_the_policy_says_what_is_required(api: Api, account_id: str) -> None:
    quote = a_quote(api.li, account_id, dossier=KNOWN[:1])
    assert api.li.get(f"/quotes/{quote['id']}/dossier").json["complete"] is False
    api.ada.patch("/policies", {"dossier_items": ["drawings"]})
    dossier = api.li.get(f"/quotes/{quote['id']}/dossier").json
    assert (dossier["complete"], dossier["missing"]) == (True, [])
    assert [one["item"] for one in dossier["items"] if one["required"]] == ["drawings"]
    assert api.li.post(f"/quotes/{quote['id']}/readiness").json["state"] == "ready"


def test_an_item_needs_more_than_a_tick(api: Api, account_id: str) -> None:
    items = items_of(api, a_quote(api.li, account_id)["id"])
    empty = api.li.patch(f"/dossier-items/{items['drawings']['id']}", {"state": "there"}, version=1)
    assert (empty.status_code, empty.json["errors"][0]["pointer"]) == (422, "/note")
    sample = api.li.patch(f"/dossier-items/{items['sample']['id']}", {"state": "there", "note": "got it"})
    assert [fault["pointer"] for fault in sample.json["errors"]] == ["/sample_which", "/sample_where"]
    known = api.li.patch(f"/dossier-items/{items['drawings']['id']}", {"state": "there", "note": "Revision C"}).json
    assert (known["state"], known["known_on"]) == ("there", "2026-03-02")


def test_a_file_says_it_too(api: Api, account_id: str) -> None:
    quote = a_quote(api.li, account_id)
    drawings = items_of(api, quote["id"])["drawings"]
    photo = {
        "id": "drawing-1",
        "account_id": account_id,
        "subject_kind": "dossier_item",
        "subject_id": drawings["id"],
        "file_name": "三号泵.pdf",
        "media_type": "application/pdf",
    }
    assert api.li.post("/attachments", photo).status_code == 201
    Sender(api.li).deliver("drawing-1", b"%PDF-1.7")
    assert api.li.patch(f"/dossier-items/{drawings['id']}", {"state": "there"}).status_code == 200
    (file,) = items_of(api, quote["id"])["drawings"]["files"]
    assert (file["file_name"], file["state"]) == ("三号泵.pdf", "stored")
    assert api.sam.get(f"/dossier-items/{drawings['id']}").status_code == 404


def test_only_a_manager_above_says_that_something_is_not_needed(api: Api, account_id: str) -> None:
    sample = items_of(api, a_quote(api.li, account_id)["id"])["sample"]
    body = {"state": "not_needed", "note": "The same as last year"}
    assert api.li.patch(f"/dossier-items/{sample['id']}", body).status_code == 403
    assert api.mei.patch(f"/dossier-items/{sample['id']}", {"state": "not_needed"}).status_code == 422
    assert api.mei.patch(f"/dossier-items/{sample['id']}", body).json["state"] == "not_needed"
    told = api.li.get(f"/accounts/{account_id}/timeline").json["items"][0]["text"]
    assert told == "Mei decided that for quotation Q2026-0001 this is not needed: Sample"


def test_what_was_there_is_not_lost_behind_a_ready_quotation(api: Api, account_id: str) -> None:
    quote = a_quote(api.li, account_id, dossier=KNOWN)
    path = f"/quotes/{quote['id']}/readiness"
    ready = api.li.post(path).json
    drawings = items_of(api, quote["id"])["drawings"]
    assert api.li.patch(f"/dossier-items/{drawings['id']}", {"state": "missing"}).status_code == 409
    assert api.li.delete(path, version=ready["version"]).json["state"] == "enquiry"
    gone = api.li.patch(f"/dossier-items/{drawings['id']}", {"state": "missing"}).json
    assert (gone["state"], gone["known_on"]) == ("missing", None)
    assert api.li.post(path).json["missing"] == ["drawings"]


def test_a_decided_quotation_keeps_its_dossier(api: Api, account_id: str) -> None:
    quote = a_sent_quote(api.li, account_id)
    api.li.post(f"/quotes/{quote['id']}/win")
    drawings = items_of(api, quote["id"])["drawings"]
    assert api.li.patch(f"/dossier-items/{drawings['id']}", {"note": "other"}).status_code == 409


def test_what_is_missing_can_be_put_on_a_list(api: Api, account_id: str, work: Work) -> None:
    a_quote(api.li, account_id, dossier=KNOWN[:5])
    a_sent_quote(api.li, account_id)
    found = work.db.execute(dossier_items_missing(Cast.li.id, list(Item))).all()
    assert [(row.number, row.item, row.account_id) for row in found] == [("Q2026-0001", "sample", account_id)]
