"""Steps of a visit: the built-in ones, a company's own, and reports that keep the steps they were written with."""

import pytest

from kamfield.core.work import Work
from tests.api import Api
from tests.make.visits import make_done_visit

DEMO = {
    "form": "solution_demo",
    "labels": {"zh-CN": "方案演示"},
    "steps": [
        {"code": "set_up", "labels": {"zh-CN": "布置"}},
        {"code": "guests", "labels": {"en": "Guests"}, "counts": True},
    ],
}


def test_the_store_visit_has_eight_steps_in_both_languages(api: Api) -> None:
    (store,) = api.li.get("/checklists").json["items"]
    assert (store["id"], store["form"], store["labels"]["zh-CN"]) == ("store-visit", "sales_visit", "门店拜访八步")
    said = [step["labels"]["zh-CN"] for step in store["steps"]]
    assert said == ["准备", "店外检查", "打招呼", "生动化", "清点库存", "建议订单", "下单", "道别"]
    assert store["steps"][0]["labels"]["en"] == "Prepare"
    assert api.li.get("/checklists/store-visit").json == store


def test_a_report_notes_the_steps_of_its_form(api: Api, work: Work) -> None:
    url = f"/visits/{make_done_visit(work).id}/report"
    steps = [{"code": "count_stock", "result": "done", "count": 36}, {"code": "take_order", "result": "na"}]
    saved = api.li.patch(url, {"steps": steps})
    assert saved.status_code == 200, saved.json
    assert (saved.json["checklist_id"], saved.json["steps"][0]["count"]) == ("store-visit", 36)
    assert [step["result"] for step in saved.json["steps"]] == ["done", "na"]


def test_an_administrator_adds_revises_and_retires_and_old_reports_keep_their_steps(api: Api, work: Work) -> None:
    assert api.mei.post("/checklists", DEMO).status_code == 403
    first = api.ada.post("/checklists", DEMO)
    assert first.status_code == 201, first.json
    url = f"/visits/{make_done_visit(work, form='solution_demo').id}/report"
    done = [{"code": "guests", "result": "done", "count": 4}]
    assert api.li.patch(url, {"steps": done}).json["checklist_id"] == first.json["id"]

    fewer = {"steps": [{"code": "set_up", "labels": {"en": "Set up"}}]}
    second = api.ada.post(f"/checklists/{first.json['id']}/revisions", fewer)
    assert (second.status_code, second.json["revision"]) == (201, 2)
    assert (second.json["form"], second.json["replaces_id"]) == ("solution_demo", first.json["id"])
    assert [one["id"] for one in api.li.get("/checklists").json["items"]] == [second.json["id"], "store-visit"]
    assert api.li.get(f"/checklists/{first.json['id']}").json["retired_at"] is not None
    assert api.ada.post(f"/checklists/{first.json['id']}/revisions", fewer).status_code == 409
    assert api.li.patch(url, {"steps": done}).status_code == 200, "it was written with the first one"

    newer = f"/visits/{make_done_visit(work, form='solution_demo').id}/report"
    assert api.li.patch(newer, {"steps": done}).status_code == 422
    assert api.ada.delete(f"/checklists/{second.json['id']}").status_code == 204
    assert api.li.patch(newer, {"steps": []}).json["errors"][0]["pointer"] == "/checklist_id"


def test_a_report_may_name_another_checklist(api: Api, work: Work) -> None:
    url = f"/visits/{make_done_visit(work, form='exhibition').id}/report"
    step = [{"code": "greet", "result": "not", "note": "Nobody there"}]
    assert api.li.patch(url, {"steps": step}).json["errors"][0]["code"] == "required"
    named = api.li.patch(url, {"steps": step, "checklist_id": "store-visit"}).json
    assert (named["checklist_id"], named["steps"][0]["note"]) == ("store-visit", "Nobody there")
    other = api.ada.post("/checklists", DEMO).json["id"]
    assert api.li.patch(url, {"checklist_id": other}).json["steps"] == [], "they are no steps of this one"


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"steps": [{"code": "dance", "result": "done"}]}, "/steps/0/code"),
        ({"steps": [{"code": "greet", "result": "done"}, {"code": "greet", "result": "na"}]}, "/steps/1/code"),
        ({"steps": [{"code": "greet", "result": "done", "count": 3}]}, "/steps/0/count"),
        ({"steps": [{"code": "greet", "result": "perhaps"}]}, "/steps/0/result"),
        ({"checklist_id": "nothing"}, "/checklist_id"),
    ],
)
def test_a_wrong_step_is_named_with_its_place(api: Api, work: Work, wrong: dict, pointer: str) -> None:
    refused = api.li.patch(f"/visits/{make_done_visit(work).id}/report", wrong)
    assert (refused.status_code, refused.json["errors"][0]["pointer"]) == (422, pointer)


def test_equal_codes_and_too_many_are_refused(api: Api) -> None:
    twice = api.ada.post("/checklists", DEMO | {"steps": [DEMO["steps"][0]] * 2})
    assert twice.json["errors"][0]["pointer"] == "/steps/1/code"
    assert api.ada.post("/checklists", DEMO | {"labels": {}}).status_code == 422
    assert api.ada.post("/checklists", DEMO | {"labels": {"fr": "x"}}).status_code == 422
    for _ in range(100):
        assert api.ada.post("/checklists", DEMO).status_code == 201
    assert api.ada.post("/checklists", DEMO).json["code"] == "too-many-checklists"
