"""The main job from end to end: clients come in, a month is planned and approved, a week is lived, a mail leaves.

Li is a rep in Shanghai, Mei her manager, Max the manager of another team. It is Monday, 2 March 2026.
"""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from kamfield.outside.mail import SmtpMail
from kamfield.worker import Worker
from tests.accounts.sheets import CLINICS, as_csv, clinic
from tests.api import Api, Caller
from tests.cast import Cast, Moment
from tests.make.quotes import KNOWN
from tests.make.reminders import work_off
from tests.outside.conftest import open_post_office as open_post_office
from tests.outside.post_office import OpenPostOffice


def test_from_the_client_list_to_the_monday_mail(
    api: Api, worker: Worker, moment: Moment, open_post_office: OpenPostOffice
) -> None:
    office = open_post_office()
    mail = SmtpMail(f"smtp://127.0.0.1:{office.port}", "Kamfield <kamfield@example.com>", timeout_seconds=5)
    worker = replace(worker, outside=replace(worker.outside, mail=mail))
    work_off(worker)

    # Li's clients come in from a file.
    clients = the_client_list_comes_in(api.li, worker)
    assert len(clients) == 3

    # She drafts April: two visits, each with its 5W and an objective.
    plan = ok(api.li.post("/plans", {"month": "2026-04"}), 201)
    for client, day in zip(clients, ("2026-04-08", "2026-04-09"), strict=False):
        line = ok(
            api.li.post(f"/plans/{plan['id']}/lines", {"visit": a_visit(api.li, client, day), "probability": 60}), 201
        )
        assert line["state"] == "proposed"
    submitted = ok(api.li.post(f"/plans/{plan['id']}/submission", {"acknowledged": True}))
    assert submitted["state"] == "submitted"

    # Nobody but her manager can approve it, not even she herself; to another team it does not exist.
    approval = f"/plans/{plan['id']}/approval"
    assert api.li.post(approval).status_code == 403
    assert api.max.post(approval).status_code == 404
    waiting = ok(api.mei.get("/plans/awaiting-approval"))["items"]
    assert [one["id"] for one in waiting] == [plan["id"]]
    assert ok(api.mei.post(approval))["state"] == "approved"
    assert api.dana.post(approval).status_code == 409

    # Before the week begins a quotation goes out; its first two follow-ups fall into it.
    moment.set(datetime(2026, 4, 3, 3, tzinfo=UTC))
    quote = a_quotation_goes_out(api.li, clients[0])
    assert quote["number"] == "Q2026-0001"

    # On Monday, at midnight in Shanghai, the worker opens the week, once however often it looks.
    moment.set(datetime(2026, 4, 5, 16, 1, tzinfo=UTC))
    work_off(worker)
    work_off(worker)
    items = ok(api.li.get("/todo-items?limit=100"))["items"]
    assert sorted(item["source_kind"] for item in items) == ["follow_up", "follow_up", "preparation", "preparation"]
    (week,) = [one for one in ok(api.li.get("/todo-lists"))["items"] if one["iso_week"] == 15]
    assert ok(api.li.post(f"/todo-lists/{week['id']}/confirmation"))["confirmed_at"]

    # At half past seven her mail leaves through SMTP, in her language, with visits, to-dos and follow-ups.
    moment.set(datetime(2026, 4, 5, 23, 31, tzinfo=UTC))
    work_off(worker)
    (letter,) = [one.message for one in office.received if one.recipient == Cast.li.email]
    assert letter["Subject"] == "本周安排：拜访 2、待办 2、报价跟进 1"
    assert clients[0]["name"] in letter.get_body(("plain",)).get_content()

    # On Wednesday she visits the first client and reports the same day.
    moment.set(datetime(2026, 4, 8, 1, tzinfo=UTC))
    visit = ok(api.li.get("/visits?day_from=2026-04-08&day_to=2026-04-08"))["items"][0]
    here = {"latitude": clients[0]["latitude"], "longitude": clients[0]["longitude"], "accuracy_metres": 15}
    begun = ok(api.li.post(f"/visits/{visit['id']}/check-in", {"device_at": "2026-04-08T09:00:00+08:00", **here}))
    assert (begun["state"], begun["checks"][0]["verdict"]) == ("in_progress", "verified")
    moment.advance(hours=1)
    ok(api.li.post(f"/visits/{visit['id']}/check-out", {"device_at": "2026-04-08T10:00:00+08:00", **here}))
    the_visit_is_reported(api.li, visit["id"])
    work_off(worker)

    # What asked for the visit is done, the next step is a new item, and everybody above can read the client's timeline.
    items = ok(api.li.get("/todo-items?limit=100"))["items"]
    states = {item["source_kind"]: item["state"] for item in items if item["source_id"] == visit["id"]}
    assert states["preparation"] == "done"
    assert "寄送样品" in [item["title"] for item in items if item["state"] == "open"]
    told = [event["kind"] for event in ok(api.dana.get(f"/accounts/{clients[0]['id']}/timeline"))["items"]]
    assert {"visit", "report", "quotation", "account"} <= set(told)
    assert api.sam.get(f"/accounts/{clients[0]['id']}/timeline").status_code == 404

    # The follow-up is answered: the client names a day, and that is when it is due next.
    (step,) = [
        one for one in ok(api.li.get("/follow-ups?state=due&limit=100"))["items"] if one["due_on"] <= "2026-04-08"
    ]
    ok(api.li.post(f"/follow-ups/{step['id']}/completion", {"said": "下周二给答复", "next_on": "2026-04-14"}))
    due = [one["due_on"] for one in ok(api.li.get("/follow-ups?state=due&limit=100"))["items"]]
    assert "2026-04-14" in due

    # The next Monday opens with what the client promised for that week, and closes the one before.
    moment.set(datetime(2026, 4, 12, 16, 1, tzinfo=UTC))
    work_off(worker)
    (following,) = [one for one in ok(api.li.get("/todo-lists"))["items"] if one["iso_week"] == 16]
    opened = ok(api.li.get(f"/todo-items?list_id={following['id']}&limit=100"))["items"]
    assert {"commitment", "follow_up", "next_step"} <= {item["source_kind"] for item in opened}


def the_client_list_comes_in(li: Caller, worker: Worker) -> list[dict[str, Any]]:
    mapping = ok(li.post("/import-mappings", {"name": "Clinics", "definition": CLINICS}), 201)
    content = as_csv([clinic(number) for number in (1, 2, 3)])
    sent = li.post("/imports", data=content, content_type="text/csv", query_string={"mapping_id": mapping["id"]})
    work_off(worker)
    done = ok(li.get(f"/imports/{ok(sent, 202)['id']}"))
    assert (done["state"], done["added"]) == ("done", 3), done
    clients = ok(li.get("/accounts"))["items"]
    for client in clients:
        (place,) = ok(li.get(f"/accounts/{client['id']}/places"))["items"]
        (contact,) = ok(li.get(f"/accounts/{client['id']}/contacts"))["items"]
        client |= {"place_id": place["id"], "contact_id": contact["id"], **place["points"]["wgs84"]}
    return clients


def a_visit(li: Caller, client: dict[str, Any], day: str) -> dict[str, Any]:
    aim = {
        "kind": "advance_sale",
        "client_action": "护士长签订40件密封圈的试订单",
        "client_actor": "护士长",
        "due_on": "2026-04-30",
        "target": "40",
        "unit": "件",
        "fallback": "护士长确定技术会议的日期",
    }
    assert ok(li.post("/objective-checks", aim))["findings"] == []
    return {
        "account_id": client["id"],
        "form": "sales_visit",
        "purpose": "move_forward",
        "day": day,
        "starts_at": f"{day}T09:00:00+08:00",
        "minutes": 60,
        "place_id": client["place_id"],
        "contact_ids": [client["contact_id"]],
        "objectives": [aim],
    }


def a_quotation_goes_out(li: Caller, client: dict[str, Any]) -> dict[str, Any]:
    draft = {"account_id": client["id"], "title": "密封圈 40 件", "amount": "18600.00", "dossier": KNOWN}
    quote = ok(li.post("/quotes", draft), 201)
    ok(li.post(f"/quotes/{quote['id']}/readiness"))
    return ok(li.post(f"/quotes/{quote['id']}/sending", {"valid_until": "2026-05-03"}))


def the_visit_is_reported(li: Caller, visit_id: str) -> None:
    (aim,) = ok(li.get(f"/visits/{visit_id}"))["objectives"]
    report = {
        "outcome": "advance",
        "minutes_shared": "双方讨论了密封圈的耐温要求。",
        "results": [{"objective_id": aim["id"], "result": "partly", "actual": "20"}],
        "commitments": [{"text": "护士长寄出图纸", "due_on": "2026-04-17"}],
        "next_step": "寄送样品",
        "next_step_on": "2026-04-15",
    }
    assert ok(li.post(f"/visits/{visit_id}/report", report))["late"] is False


def ok(answer: Any, status: int = 200) -> Any:
    """The body of a good answer."""
    assert answer.status_code == status, (answer.status_code, answer.json)
    return answer.json
