"""From enquiry to order: a rep, a manager and the worker, over HTTP, on both engines."""

from datetime import UTC, datetime

from kamfield.core.work import Work
from kamfield.worker import Worker
from tests.api import Api
from tests.cast import Moment
from tests.make.accounts import make_account
from tests.make.attachments import Sender
from tests.make.quotes import KNOWN
from tests.make.reminders import work_off
from tests.stories.test_the_thread import ok

LINES = [
    {"product": "机械密封 HL-45", "quantity": "40", "unit": "套", "price": "489.50", "discount_percent": "15"},
    {"product": "密封垫片 GK-200", "quantity": "200", "unit": "片", "price": "8.35"},
]


def test_from_enquiry_to_order(api: Api, work: Work, worker: Worker, moment: Moment) -> None:
    account_id = make_account(work, name="苏州恒力装备有限公司").id

    # A client asks; drawings and sample are still to come, and the phone sends a photo of the drawing.
    project = {"account_id": account_id, "name": "三号泵改造", "probability": 40, "expected_close_on": "2026-05-31"}
    opportunity = ok(api.li.post("/opportunities", project), 201)
    draft = {"account_id": account_id, "title": "机械密封 40 套", "opportunity_id": opportunity["id"], "lines": LINES}
    quote = ok(api.li.post("/quotes", draft | {"dossier": KNOWN[1:5]}), 201)
    path = f"/quotes/{quote['id']}"
    assert api.li.post(f"{path}/readiness").json["missing"] == ["drawings", "sample"]
    items = {one["item"]: one for one in ok(api.li.get(f"{path}/dossier"))["items"]}
    photo = {"id": "drawing", "account_id": account_id, "subject_kind": "dossier_item", "file_name": "图纸.jpg"}
    photo |= {"subject_id": items["drawings"]["id"], "media_type": "image/jpeg"}
    ok(api.li.post("/attachments", photo), 201)
    Sender(api.li).deliver("drawing")
    ok(api.li.patch(f"/dossier-items/{items['drawings']['id']}", {"state": "there"}))
    sample = {"state": "there", "sample_which": "旧密封一套", "sample_where": "上海实验室"}
    ok(api.li.patch(f"/dossier-items/{items['sample']['id']}", sample))
    ok(api.li.post(f"{path}/readiness"))

    # The discount is not the rep's to give.
    assert api.li.post(f"{path}/sending").json["code"] == "price-not-approved"
    ok(api.li.post(f"{path}/price-request", {"comment": "第二家工厂的首单"}))
    (waiting,) = ok(api.mei.get("/quotes/awaiting-price-approval"))["items"]
    ok(api.mei.post(f"/quotes/{waiting['id']}/price-approval", {"version": waiting["version"]}))
    sent = ok(api.li.post(f"{path}/sending", {"valid_until": "2026-03-31"}))
    assert (sent["amount"], sent["state"]) == ("18313.00", "sent")
    assert float(ok(api.li.get(f"/opportunities/{opportunity['id']}"))["amount"]) == 18313

    # Chased, answered, offered anew, printed.
    moment.set(datetime(2026, 3, 5, 1, 0, tzinfo=UTC))
    (first, *_) = ok(api.li.get("/follow-ups?mine=true&state=due&due_until=2026-03-05"))["items"]
    ok(api.li.post(f"/follow-ups/{first['id']}/completion", {"said": "还在比价"}))
    ok(api.li.post(f"{path}/replies", {"said": "要 60 套", "next_on": "2026-03-10"}))
    ok(api.li.post(f"{path}/revisions", {"reason": "数量增加"}))
    more = [LINES[0] | {"quantity": "60", "discount_percent": "10"}, LINES[1]]
    offered = ok(api.li.put(f"{path}/lines", {"lines": more}))
    assert (offered["reference"], offered["needs_price_approval"]) == ("Q2026-0001-R2", False)
    ok(api.li.post(f"{path}/sending", {"valid_until": "2026-03-20"}))
    for page in (f"{path}/pdf?language=zh-CN", f"{path}/pdf?language=en&revision=1"):
        assert api.li.get(page).data.startswith(b"%PDF-")

    # Forgotten over the fair, expired where the client is, and won all the same.
    moment.set(datetime(2026, 3, 20, 16, 0, tzinfo=UTC))
    work_off(worker)
    assert ok(api.li.get(path))["state"] == "expired"
    won = ok(api.li.post(f"{path}/win"))
    assert (won["state"], won["decided_on"], won["amount"]) == ("won", "2026-03-21", "28103.00")
    assert api.li.patch(path, {"title": "x"}).status_code == 409
    assert ok(api.li.get(f"/follow-ups?quote_id={quote['id']}&state=due"))["items"] == []
    told = [one["text"] for one in ok(api.li.get(f"/accounts/{account_id}/timeline?kind=quotation"))["items"]]
    assert told[0] == "Quotation Q2026-0001 (机械密封 40 套) was won, says Li."
