"""Recognizing an account that is there already."""

import pytest

from kamfield.accounts.queries.duplicates import marked
from kamfield.accounts.rules.lookalikes import Sketch, folded_name, name_marks, name_probes, reasons_alike
from kamfield.core.db import explain, is_postgresql
from kamfield.core.work import Work
from kamfield.geo.point import Point
from tests.api import Api
from tests.cast import Cast
from tests.make.accounts import make_account, make_contact, make_place


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("苏州精密机械有限公司", "苏州市精密机械股份有限公司"),
        ("Müller Pumpen GmbH", "MULLER PUMPEN AG"),
        ("Suzhou Precision Machinery Co., Ltd.", "Precision Machinery, Suzhou"),
        ("Acme Bearings Inc.", "Acme Bearing"),
        ("Saint Elmo Clinic", "Saint  Elmo's Clinic"),
    ],
)
def test_the_same_client_under_another_spelling_is_found(one: str, other: str) -> None:
    assert name_probes(folded_name(one)) & name_marks(folded_name(other))
    assert reasons_alike(Sketch(one), Sketch(other)) == ["name"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("北京大学第一医院", "北京大学第三医院"), ("Plant 12 Ltd.", "Plant 13 Ltd."), ("Acme Pumps", "Acme Optics")],
)
def test_other_clients_with_similar_names_are_not(one: str, other: str) -> None:
    assert reasons_alike(Sketch(one), Sketch(other)) == []


def test_the_same_name_far_away_is_another_branch() -> None:
    shanghai, berlin = Point(31.2, 121.5), Point(52.5, 13.4)
    one, other = Sketch("Acme", points=(shanghai,)), Sketch("Acme", points=(berlin,))
    assert reasons_alike(one, other) == []


def test_adding_a_lookalike_answers_with_the_candidates(api: Api, work: Work) -> None:
    known = make_account(work, name="苏州精密机械有限公司", code="CN-1")
    work.db.commit()
    draft = {"name": "苏州市精密机械股份有限公司"}
    refused = api.li.post("/accounts", draft)
    assert (refused.status_code, refused.json["code"]) == (409, "looks-like-existing")
    candidate = {"id": known.id, "name": known.name, "code": "CN-1", "reasons": ["name"]}
    assert refused.json["candidates"] == [candidate]
    assert api.li.post("/accounts", draft | {"confirmed_new": True}).status_code == 201


def test_of_an_account_out_of_reach_only_its_existence_and_its_lead_are_told(api: Api, work: Work) -> None:
    make_account(work, name="Secret Valves Ltd.", code="S-1")
    work.db.commit()
    refused = api.sam.post("/accounts", {"name": "SECRET VALVES"})
    assert refused.json["candidates"] == [{"exists": True, "ask": "Li"}]
    assert "S-1" not in refused.text


def test_code_phone_and_place_give_it_away_too(api: Api, work: Work) -> None:
    account = make_account(work, name="Harbour Optics", code="HO 0815")
    make_place(work, account, Point(31.24, 121.49))
    make_contact(work, account, phone="+86 21 6329 1234")
    work.db.commit()

    def reasons(**draft: object) -> list[str]:
        refused = api.li.post("/accounts", {"name": "Something Else Entirely", **draft})
        return [] if refused.status_code == 201 else refused.json["candidates"][0]["reasons"]

    assert reasons(code="ho-0815") == ["code"]
    assert reasons(contact={"name": "Wang", "phone": "021-63291234"}) == ["phone"]
    here = {"label": "Office", "point": {"latitude": 31.2403, "longitude": 121.4903}}
    assert reasons(name="Harbour Lenses", place=here) == ["place"]
    assert reasons(place=here) == []


def test_a_new_account_may_bring_its_first_place_and_contact(api: Api) -> None:
    draft = {"name": "Zenith", "place": {"label": "Plant"}, "contact": {"name": "Zoe", "phone": "021-63291234"}}
    added = api.li.post("/accounts", draft)
    assert added.status_code == 201
    assert [one["label"] for one in api.li.get(f"/accounts/{added.json['id']}/places").json["items"]] == ["Plant"]
    [zoe] = api.li.get(f"/accounts/{added.json['id']}/contacts").json["items"]
    assert zoe["phone"] == "+862163291234"


def test_marks_follow_the_account(api: Api, work: Work) -> None:
    account = make_account(work, name="Old Name Works")
    work.db.commit()
    api.li.patch(f"/accounts/{account.id}", {"name": "Brand New Title"})
    assert api.li.post("/accounts", {"name": "Old Name Works"}).status_code == 201
    assert api.li.post("/accounts", {"name": "Brand New Titel"}).status_code == 409
    api.mei.delete(f"/accounts/{account.id}")
    assert api.li.post("/accounts", {"name": "Brand New Title"}).status_code == 201


def test_the_duplicates_of_an_account_are_listed(api: Api, work: Work) -> None:
    one, other = make_account(work, name="Twin Pumps"), make_account(work, Cast.ren, name="TWIN PUMPS GmbH")
    work.db.commit()
    assert [twin["id"] for twin in api.mei.get(f"/accounts/{one.id}/duplicates").json["candidates"]] == [other.id]
    assert api.li.get(f"/accounts/{one.id}/duplicates").json["candidates"] == [{"exists": True, "ask": "Ren"}]


def test_candidates_come_from_an_index(work: Work) -> None:
    if is_postgresql(work.db):  # of a handful of rows it would rather read them all
        work.db.connection().exec_driver_sql("SET LOCAL enable_seqscan = off")
    plan = explain(work.db, marked(sorted(Sketch("Acme Pumps").probes)))
    assert "Seq Scan" not in plan
    assert "SCAN account_marks" not in plan
