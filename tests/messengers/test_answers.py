"""What robots answer: the Chinese services and Lark say 200 to everything, and the truth in a code."""

import base64
import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from kamfield.core.sealed import sealed
from kamfield.core.work import Work
from kamfield.messengers.models import Message, Messenger
from kamfield.messengers.queries import messages_of
from kamfield.outside import Outside, SilentOutside
from kamfield.outside.messengers import Meaning, MessageRefused, WebMessengers
from kamfield.reminders.actions import remind
from kamfield.reminders.rules import Kind
from kamfield.worker import Worker
from tests.api import Api
from tests.cast import Moment
from tests.make.reminders import letters_to, work_off
from tests.messengers.robot import Robot, open_robot

NOW = Moment.START
YES: dict[str, Any] = {"wecom": {"errcode": 0, "errmsg": "ok"}, "dingtalk": {"errcode": 0, "errmsg": "ok"}}
YES |= {name: {"code": 0, "data": {}, "msg": "success"} for name in ("feishu", "lark")}
GONE, UNWELCOME, NEVER, TOO_FAST, LATER = (
    Meaning.GONE,
    Meaning.UNWELCOME,
    Meaning.NEVER,
    Meaning.TOO_FAST,
    Meaning.LATER,
)


@pytest.fixture
def robot() -> Iterator[Robot]:
    with open_robot() as robot:
        yield robot


def refusal(robot: Robot, service: str, answer: Any, status: int = 200) -> MessageRefused:
    robot.answer, robot.status = answer, status
    with pytest.raises(MessageRefused) as refused:
        WebMessengers().write(service, robot.address, "title", "text", NOW)
    return refused.value


@pytest.mark.parametrize("service", YES)
def test_a_message_that_was_taken(robot: Robot, service: str) -> None:
    robot.answer = YES[service]
    WebMessengers().write(service, robot.address, "本周安排", "拜访 3 次", NOW)
    ((_, said),) = robot.taken
    text = said["content"]["text"] if service in {"feishu", "lark"} else said["text"]["content"]
    assert text.startswith("本周安排\n拜访 3 次")
    assert text.endswith("Kamfield") is (service != "wecom"), "a keyword that a robot may want"


@pytest.mark.parametrize(
    ("service", "answer", "meant"),
    [
        ("wecom", {"errcode": 93000, "errmsg": "invalid webhook url, hint: [1]"}, GONE),
        ("wecom", {"errcode": 45009, "errmsg": "api freq out of limit"}, TOO_FAST),
        ("wecom", {"errcode": 40058, "errmsg": "text.content exceed max length 2048"}, NEVER),
        ("wecom", {"errcode": -1, "errmsg": "system busy"}, LATER),
        ("wecom", {"errcode": 77777, "errmsg": "nobody knows"}, LATER),
        ("dingtalk", {"errcode": 300001, "errmsg": "token is not exist"}, GONE),
        ("dingtalk", {"errcode": 400102, "errmsg": "robot stopped"}, GONE),
        ("dingtalk", {"errcode": 130101, "errmsg": "send too fast, exceed 20 times per minute"}, TOO_FAST),
        ("dingtalk", {"errcode": 310000, "errmsg": "keywords not in content"}, UNWELCOME),
        ("feishu", {"code": 19001, "msg": "param invalid: incoming webhook access token invalid"}, GONE),
        ("feishu", {"code": 19021, "msg": "sign match fail or timestamp is not within one hour"}, UNWELCOME),
        ("feishu", {"code": 19024, "msg": "Key Words Not Found"}, UNWELCOME),
        ("feishu", {"code": 11232, "msg": "frequency limited"}, TOO_FAST),
        ("feishu", {"code": 9499, "msg": "too many request"}, TOO_FAST),
        ("feishu", {"code": 9499, "msg": "Bad Request"}, LATER),
        ("lark", {"code": 19001, "msg": "access token invalid"}, GONE),
        ("lark", {"StatusCode": 11232, "StatusMessage": "frequency limited"}, TOO_FAST),
    ],
)
def test_a_code_is_understood(robot: Robot, service: str, answer: dict[str, Any], meant: Meaning) -> None:
    refused = refusal(robot, service, answer)
    assert refused.meant == meant
    assert all(str(value)[:20] in refused.reason for value in answer.values())


@pytest.mark.parametrize(
    ("status", "meant"), [(401, UNWELCOME), (404, GONE), (410, GONE), (429, TOO_FAST), (500, LATER), (302, LATER)]
)
@pytest.mark.parametrize("service", [*YES, "webhook"])
def test_a_status_without_a_code_is_understood(robot: Robot, service: str, status: int, meant: Meaning) -> None:
    refused = refusal(robot, service, None, status)
    assert (refused.meant, str(status) in refused.reason) == (meant, True)
    assert "secret-of-the-robot" not in refused.reason


@pytest.mark.parametrize("answer", [None, [], {}, "ok", {"errcode": "0"}, {"errcode": None}, {"code": [1]}])
def test_a_page_of_somebody_else_that_says_200_is_no_yes(robot: Robot, answer: Any) -> None:
    assert refusal(robot, "wecom", answer).meant == LATER


def test_a_robot_that_had_too_much_is_left_alone_for_a_minute_and_the_others_are_not(robot: Robot) -> None:
    door = WebMessengers()
    robot.answer = {"errcode": 45009, "errmsg": "api freq out of limit"}
    for reason in ("45009", "a moment ago"):
        with pytest.raises(MessageRefused, match=reason):
            door.write("wecom", robot.address, "title", "text", NOW)
    robot.answer = YES["wecom"]
    door.write("wecom", robot.address.replace("room=7", "room=8"), "title", "text", NOW)
    door.write("wecom", robot.address, "title", "text", NOW + timedelta(minutes=1))
    assert len(robot.taken) == 3


def test_a_long_week_is_cut_at_a_line_to_what_wecom_takes(robot: Robot) -> None:
    robot.answer = YES["wecom"]
    WebMessengers().write("wecom", robot.address, "本周安排", "周一：拜访协和医院\n" * 100, NOW)
    text = robot.taken[0][1]["text"]["content"]
    assert 2000 < len(text.encode()) <= 2048
    assert text.endswith("周一：拜访协和医院\n…")


def test_a_secret_signs_and_is_not_sent(robot: Robot) -> None:
    robot.answer = YES["dingtalk"]
    address = f"http://{robot.host}/robot/send?access_token=abcdef0123&secret=SEC0123456789"
    WebMessengers().write("dingtalk", address, "title", "text", NOW)
    asked = {name: values[0] for name, values in parse_qs(urlsplit(robot.taken[0][0]).query).items()}
    signed = f"{asked['timestamp']}\nSEC0123456789"
    sign = hmac.new(b"SEC0123456789", signed.encode(), hashlib.sha256).digest()
    assert asked.keys() == {"access_token", "timestamp", "sign"}
    assert int(asked["timestamp"]) == NOW.timestamp() * 1000
    assert asked["sign"] == base64.b64encode(sign).decode()


@pytest.fixture
def worker(worker: Worker, outside: Outside) -> Worker:
    """A worker that really calls robots."""
    return replace(worker, outside=replace(outside, messengers=WebMessengers()))


@pytest.fixture
def mine(work: Work, worker: Worker, robot: Robot) -> Messenger:
    """Li's robot of DingTalk, at an address on loopback."""
    shut = sealed(worker.outside.secret_key, robot.address)
    topics, hint = ["week", "notices"], "oapi.dingtalk.com/…0123"
    columns = {"user_id": "user-li", "label": "Group", "service": "dingtalk", "sealed_address": shut, "hint": hint}
    messenger = work.add(Messenger(**columns, topics=topics, created_at=work.now))
    remind(work, Kind.WEEK, "user-li", "2026-W10", year=2026, week=10)
    work.db.commit()
    return messenger


def written(work: Work, messenger: Messenger) -> list[Message]:
    work.db.expire_all()
    return list(work.all(messages_of(messenger.id)))


def work_for_hours(worker: Worker, moment: Moment) -> None:
    for _ in range(10):
        work_off(worker)
        moment.advance(minutes=20)


@pytest.mark.parametrize(
    ("code", "state", "subject"),
    [(300001, "gone", "您的群机器人“Group”已失效"), (310000, "refused", "您的群机器人“Group”拒收消息")],
)
def test_a_final_code_is_asked_once_and_told_to_its_owner_with_what_it_said(
    api: Api,
    work: Work,
    worker: Worker,
    outside: SilentOutside,
    moment: Moment,
    robot: Robot,
    mine: Messenger,
    code: int,
    state: str,
    subject: str,
) -> None:
    robot.answer = {"errcode": code, "errmsg": "keywords not in content"}
    work_for_hours(worker, moment)
    assert len(robot.taken) == 1
    assert [one.state for one in written(work, mine)] == [state]
    assert api.li.get("/messengers").json["items"][0]["gone_at"] is not None
    (letter,) = [one for one in letters_to(outside, "li@example.com") if "Group" in one.subject]
    assert letter.subject == subject
    assert ("keywords not in content" in letter.text) is (state == "refused")
    robot.answer = YES["dingtalk"]
    api.li.post(f"/messengers/{mine.id}/trials")
    work_off(worker)
    assert api.li.get("/messengers").json["items"][0]["gone_at"] is None


def test_a_message_nobody_may_say_is_given_up_and_the_next_one_is_written(
    api: Api, work: Work, worker: Worker, moment: Moment, robot: Robot, mine: Messenger
) -> None:
    robot.answer = {"errcode": 430102, "errmsg": "unsuitable text"}
    work_for_hours(worker, moment)
    (row,) = written(work, mine)
    assert (len(robot.taken), row.state, row.refusal) == (1, "refused", "dingtalk: 430102 unsuitable text")
    robot.answer = YES["dingtalk"]
    api.li.post(f"/messengers/{mine.id}/trials")
    work_off(worker)
    assert sorted(one.state for one in written(work, mine)) == ["refused", "sent"]


def test_a_rate_limit_is_waited_for_with_growing_gaps(
    work: Work, worker: Worker, moment: Moment, robot: Robot, mine: Messenger
) -> None:
    robot.answer = {"errcode": 130101, "errmsg": "send too fast"}
    gaps = []
    for _ in range(3):
        work_off(worker)
        (row,) = written(work, mine)
        assert row.due_at is not None
        gaps.append((row.due_at - moment.now).total_seconds())
        moment.set(row.due_at)
    assert gaps == [30, 60, 120]
    assert len(robot.taken) == 2, "after half a minute it is not even asked"
    robot.answer = YES["dingtalk"]
    work_off(worker)
    assert [one.state for one in written(work, mine)] == ["sent"]
