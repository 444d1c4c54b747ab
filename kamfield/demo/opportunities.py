"""The demo company's opportunities, in every status."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from random import Random

from kamfield.core.work import Actor, Work
from kamfield.demo.archive import Client
from kamfield.opportunities.actions import answers, opportunities, stages
from kamfield.opportunities.rules.gates import QUESTIONS, Gate, Question, Reply
from kamfield.opportunities.rules.stages import LADDER, Status

PROJECTS = {
    True: ("二号线轴承座改造", "三号泵机械密封更换", "年度密封垫片协议", "新建车间减振方案", "压机碟形弹簧升级"),
    False: (
        "New bearing housings for line 2",
        "Mechanical seals for pump 3",
        "Frame order for gaskets",
        "Vibration dampers for the new hall",
        "Disc springs for the press",
    ),
}
DRIVERS = {
    True: ("停机每月九小时", "新的环保标准十月生效", "旧供应商涨价"),
    False: ("Nine hours of standstill a month", "The new emission rules from October", "Their supplier raised prices"),
}
SEEN = {True: "{who}在会上确认", False: "{who} said so in the meeting"}
TRUSTS = {True: "总经理口头答应了我", False: "Their director gave me his word"}
LEARNED = {
    True: "规格书由对手参与编写，我们见到工程师时已经太晚。",
    False: "The specification was written with the competitor; we met the engineer only after that.",
}
STATUSES = (
    *(Status.POTENTIAL, Status.PROJECT, Status.OURS, Status.WINNING, Status.WON, Status.LOST),
    *(Status.PROJECT, Status.POTENTIAL, Status.OURS, Status.WINNING, Status.PROJECT, Status.POTENTIAL),
)
BELIEVED = {Status.POTENTIAL: 15, Status.PROJECT: 35, Status.OURS: 60, Status.WINNING: 80}


def see(work: Work, manager: Actor, clients: Sequence[Client], chance: Random) -> dict[str, str]:
    """A dozen opportunities at the clients that matter most; one of those that are open should have closed by now.

    The ids of the open ones, by those of their clients.
    """
    purchases = {}
    for number, (client, status) in enumerate(zip(clients, STATUSES, strict=False)):
        closes_in = chance.randint(10, 200) if number != 1 else -9
        found_id = _note(work, client, status, closes_in, chance)
        _bring_to(work, manager, found_id, client, status)
        if status in LADDER:
            purchases[client.id] = found_id
    return purchases


def _note(work: Work, client: Client, status: Status, closes_in: int, chance: Random) -> str:
    chinese = client.country == "CN"
    closes_on = work.today + timedelta(days=closes_in)
    found = opportunities.add(
        work,
        account_id=client.id,
        name=chance.choice(PROJECTS[chinese]),
        amount=Decimal(chance.randrange(60_000, 900_000, 5_000)) if status != Status.POTENTIAL else None,
        currency=client.currency,
        probability=BELIEVED.get(status, 50),
        expected_close_on=closes_on,
        driver=chance.choice(DRIVERS[chinese]),
        compelling_on=closes_on + timedelta(days=30),
    )
    work.db.flush()
    return found.id


def _settle(work: Work, found_id: str, client: Client, questions: Sequence[Question]) -> None:
    evidence = SEEN[client.country == "CN"].format(who=client.contact_names[0])
    for question in questions:
        answers.answer(work, found_id, question, Reply.YES, evidence=evidence)


def _bring_to(work: Work, manager: Actor, found_id: str, client: Client, status: Status) -> None:
    reached = LADDER.index(status) if status in LADDER else 2
    for gate in tuple(Gate)[:reached]:
        _settle(work, found_id, client, QUESTIONS[gate])
        stages.advance(work, found_id)
        work.db.flush()
    if status == Status.PROJECT:
        _settle(work, found_id, client, QUESTIONS[Gate.IS_OURS][:2])
        answers.answer(work, found_id, Question.RELATIONSHIP_EXISTS, Reply.NO)
    elif status == Status.POTENTIAL:
        _settle(work, found_id, client, QUESTIONS[Gate.IS_PROJECT][:3])
    if status == Status.WON:
        stages.advance(replace(work, user=manager), found_id, TRUSTS[client.country == "CN"])
        stages.win(work, found_id)
    elif status == Status.LOST:
        learned = LEARNED[client.country == "CN"]
        stages.lose(work, found_id, reason="late", lost_to="Nordring", learned=learned)
    work.db.flush()
