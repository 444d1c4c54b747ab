"""What the demo company's reps write beside outcome and results, and what clients say to their minutes."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from kamfield.core.work import SYSTEM, Work
from kamfield.demo.archive import Client
from kamfield.visits.actions import minutes
from kamfield.visits.models import Visit
from kamfield.visits.rules.codes import Form

MINUTES = {
    True: "1. 客户已拿到样品，下周开始测试。\n2. 我方下周五前提供三号泵的选型说明。",
    False: "1. The samples are there; the test begins next week.\n2. We send the guide for pump 3 by Friday.",
}
INTERNAL = {
    True: "采购更看重交期，价格还有余地。",
    False: "Purchasing looks at the delivery time; there is room in the price.",
}
COMPETITOR = {
    True: {"kind": "competitor", "name": "诺林", "price": "低8%", "service": "交期六周"},
    False: {"kind": "competitor", "name": "Nordring", "price": "8% below ours", "service": "six weeks to deliver"},
}
FACT = {
    True: {"kind": "purchase_volume", "subject": "机械密封", "amount": Decimal(360), "unit": "套"},
    False: {"kind": "purchase_volume", "subject": "Mechanical seals", "amount": Decimal(360), "unit": "pcs"},
}
COMPLAINT = {
    True: {"title": "备件到货比约定晚两天", "severity": "normal"},
    False: {"title": "Spare parts came two days late", "severity": "normal"},
}
STEPS = (
    {"code": "prepare", "result": "done"},
    {"code": "greet", "result": "done"},
    {"code": "count_stock", "result": "done", "count": 36},
    {"code": "take_order", "result": "not"},
)
SENT_SINCE = timedelta(days=7)
UNANSWERED_SINCE = timedelta(days=4)


def written(visit: Visit, client: Client) -> dict[str, Any]:
    """The rest of a report; not every visit brings news."""
    chinese, number = client.country == "CN", visit.day.day
    parts: dict[str, Any] = {"minutes_shared": MINUTES[chinese], "internal": INTERNAL[chinese]}
    parts["attendee_ids"] = list(client.contact_ids[:1])
    if number % 4 == 0:
        parts["observations"], parts["facts"] = [COMPETITOR[chinese]], [FACT[chinese]]
    if number % 11 == 0:
        parts["complaints"] = [COMPLAINT[chinese]]
    if visit.form == Form.SALES_VISIT and number % 3 == 0:
        parts["steps"] = list(STEPS)
    return parts


def share_minutes(work: Work, visit: Visit, today: date) -> None:
    """The minutes of the last days went to the client; those of the last visits have not been confirmed yet."""
    if today - visit.day > SENT_SINCE:
        return
    work.db.flush()
    for copy in minutes.send(work, visit.id):
        work.db.flush()
        if today - visit.day > UNANSWERED_SINCE:
            token = minutes.issue_link(replace(work, user=SYSTEM), copy)
            work.db.flush()
            minutes.confirm(work, token)
