"""Two stories of money: an enquiry that becomes an order, and a tender that was lost and taught something.

Li is a rep in Shanghai, Mei her manager, Dana the manager above. It is Monday, 2 March 2026.
"""

from typing import Any

import pytest
from werkzeug.test import TestResponse

from kamfield.core.work import Work
from kamfield.opportunities.rules.gates import Gate
from kamfield.worker import Worker
from tests.api import Api
from tests.cast import Moment
from tests.make.accounts import make_account, make_contact
from tests.make.opportunities import say, settle
from tests.make.quotes import KNOWN
from tests.make.reminders import work_off


@pytest.fixture
def client(work: Work) -> dict[str, str]:
    account = make_account(work, name="华安精密机械有限公司", tier="A")
    return {"id": account.id, "contact_id": make_contact(work, account, name="吴敏").id}


def ok(answer: TestResponse, status: int = 200) -> dict[str, Any]:
    assert answer.status_code == status, answer.json
    found: dict[str, Any] = answer.json
    return found


def expected(api: Api, part: str = "expected") -> list[tuple[str | None, str]]:
    found = ok(api.mei.get("/opportunities/forecast"))[part]
    return [(line["month"], line["sum"]["weighted"]) for line in found]


def test_from_enquiry_to_order(api: Api, client: dict[str, str], worker: Worker, moment: Moment) -> None:
    # A client asks; Li notes what it might become, and the enquiry that belongs to it.
    draft = {"account_id": client["id"], "name": "二号线轴承座改造", "expected_close_on": "2026-04-30"}
    one = ok(api.li.post("/opportunities", draft | {"driver": "Nine hours of standstill a month"}), 201)
    path = f"/opportunities/{one['id']}"
    enquiry = {"account_id": client["id"], "title": "Bearing housings", "opportunity_id": one["id"], "dossier": KNOWN}
    quote = ok(api.li.post("/quotes", enquiry | {"amount": "186000.00", "currency": "CNY"}), 201)

    # Nobody knows yet whether there is money, so it is no project, and she goes there to find out.
    for question in ("business_challenged", "need_clear", "decision_process_known", "driver_evident"):
        say(api.li, one["id"], question, "yes")
    closed = api.li.post(f"{path}/advances")
    assert (closed.json["code"], closed.json["missing"]) == ("gate-closed", {"funds_secured": "unasked"})
    visit = {"account_id": client["id"], "day": "2026-03-04", "contact_ids": [client["contact_id"]]}
    visit |= {"opportunity_id": one["id"], "quote_id": quote["id"], "aims_at": "funds_secured"}
    seen = ok(api.li.post("/visits", visit), 201)

    # On Wednesday she hears it, and says where.
    moment.advance(days=2)
    heard = {"evidence": "吴经理出示了批准的预算", "source_kind": "visit", "source_id": seen["id"]}
    say(api.li, one["id"], "funds_secured", "yes", **heard)
    assert ok(api.li.post(f"{path}/advances"))["status"] == "project"
    settle(api.li, one["id"], Gate.IS_OURS)
    assert ok(api.li.post(f"{path}/advances"))["status"] == "ours"
    gates = ok(api.li.get(f"{path}/gates"))
    assert (gates["suggested_probability"], gates["next_gate"]) == (55, "can_win")

    # The quotation goes out; she says how much she believes in it, and the forecast counts it in April.
    ok(api.li.post(f"/quotes/{quote['id']}/readiness"))
    ok(api.li.post(f"/quotes/{quote['id']}/sending", {"valid_until": "2026-04-15", "probability": 60}))
    assert expected(api) == [("2026-04", "111600.00")]

    # In April it is decided, in one step: the order counts as won, and what it was worth does not change any more.
    moment.advance(days=40)
    assert ok(api.li.post(f"/quotes/{quote['id']}/win"))["opportunity"]["status"] == "won"
    won = ok(api.li.get(path))
    assert (won["status"], won["decided_on"], won["decided_from"]) == ("won", "2026-04-13", "ours")
    assert expected(api) == []
    assert expected(api, "won") == [("2026-04", "186000.00")]
    assert api.li.patch(path, {"amount": "286000.00"}).json["code"] == "wrong-state"
    assert api.li.post(f"{path}/reopening", {"reason": "I would like to"}).status_code == 403

    # Whoever reads the client's timeline knows how it came to the order.
    work_off(worker)
    told = " ".join(event["text"] for event in ok(api.dana.get(f"/accounts/{client['id']}/timeline"))["items"])
    assert "was won, says Li." in told
    assert "Are the funds secured? Yes" in told


def test_a_lost_tender_and_what_we_learned(api: Api, client: dict[str, str], moment: Moment) -> None:
    # A tender with a date: the amount is large, and hardly anything is known.
    draft = {"account_id": client["id"], "name": "新建车间减振方案", "expected_close_on": "2026-05-29"}
    one = ok(api.li.post("/opportunities", draft | {"amount": "900000.00", "probability": 70}), 201)
    path = f"/opportunities/{one['id']}"
    say(api.li, one["id"], "funds_secured", "yes", evidence="It stands in the tender")
    say(api.li, one["id"], "decision_process_known", "no")

    # She wants to go on; her manager lets it pass, and it is written down that answers were missing.
    assert api.li.post(f"{path}/advances", {"reason": "It is big"}).status_code == 403
    assert ok(api.mei.post(f"{path}/advances", {"reason": "We cannot stay away from this one"}))["status"] == "project"
    gate = ok(api.li.get(f"{path}/gates"))["gates"][0]
    assert (gate["is_passed"], gate["may_be_passed"]) == (True, False)
    assert gate["passage"]["missing"] == sorted(
        ["business_challenged", "decision_process_known", "driver_evident", "need_clear"]
    )

    # Two months later the only answer is out of date, and the suggestion lies far below what she believes.
    moment.advance(days=75)
    gates = ok(api.li.get(f"{path}/gates"))
    funds = next(one for one in gates["gates"][0]["questions"] if one["question"] == "funds_secured")
    assert (funds["lack"], funds["lacking_days"]) == ("stale", 14)
    assert (gates["probability"], gates["suggested_probability"]) == (70, 15)
    assert expected(api) == [("2026-05", "630000.00")]

    # The day passes without an answer: it is not dropped, it stands apart.
    moment.advance(days=15)
    assert (expected(api), expected(api, "overdue")) == ([], [(None, "630000.00")])

    # Then the answer comes. It is lost, with the reason, to whom, and what we learned.
    learned = "规格书由对手参与编写，我们见到工程师时已经太晚。"
    lost = ok(api.li.post(f"{path}/loss", {"reason": "late", "lost_to": "Nordring", "learned": learned}))
    assert (lost["status"], lost["lost_to"], lost["learned"]) == ("lost", "Nordring", learned)
    assert ok(api.li.get(f"{path}/gates"))["suggested_probability"] == 0
    assert ok(api.mei.get("/opportunities/forecast"))["totals"] == []
    assert api.li.patch(path, {"amount": "1.00"}).status_code == 409

    # Who prepares the next tender finds it; to another team it does not exist.
    found = ok(api.mei.get("/opportunities?status=lost"))["items"]
    assert [each["learned"] for each in found] == [learned]
    steps = ok(api.mei.get(f"{path}/steps"))["items"]
    assert [(step["from_status"], step["to_status"]) for step in steps] == [
        ("project", "lost"),
        ("potential", "project"),
    ]
    assert api.max.get(path).status_code == 404
