"""From a reminder to a robot: once, again after a failure, and without what only the mail may say."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from kamfield.app import build
from kamfield.core.db import Database
from kamfield.core.work import Work
from kamfield.messengers.models import Message
from kamfield.messengers.queries import messages_of
from kamfield.outside import Outside, SilentOutside
from kamfield.outside.messengers import MessageRefused, WebMessengers
from kamfield.reminders.actions import remind
from kamfield.reminders.rules import Kind
from kamfield.reminders.rules.topics import for_a_chat
from kamfield.settings import Settings
from kamfield.worker import Worker
from tests.api import Api
from tests.cast import Moment
from tests.make.reminders import letters_to, work_off
from tests.messengers.robot import Robot, open_robot

WEEK: dict[str, Any] = {"year": 2026, "week": 10}


@pytest.fixture
def robot() -> Iterator[Robot]:
    with open_robot() as robot:
        yield robot


@pytest.fixture
def api(settings: Settings, database: Database, moment: Moment, outside: Outside, robot: Robot) -> Api:
    """An installation whose operator allows the robot's host."""
    allowing = replace(settings, messenger_hosts=f"chat.internal, {robot.host}")
    app: Flask = build(allowing, database=database, clock=moment, files=outside.files)
    return Api(app)


@pytest.fixture
def worker(worker: Worker, outside: Outside) -> Worker:
    """A worker that really calls robots."""
    return replace(worker, outside=replace(outside, messengers=WebMessengers()))


def set_up(api: Api, robot: Robot, *topics: str) -> str:
    added = api.li.post("/messengers", {"label": "Group", "address": robot.address, "topics": list(topics)})
    assert added.status_code == 201, added.json
    return str(added.json["id"])


def begin_the_week(work: Work, occasion: str = "2026-W10") -> None:
    remind(work, Kind.WEEK, "user-li", occasion, **WEEK)
    work.db.commit()


def messages(work: Work, messenger_id: str) -> list[Message]:
    work.db.expire_all()
    return list(work.all(messages_of(messenger_id)))


def test_what_the_mail_says_is_written_to_the_robot_once(
    api: Api, work: Work, worker: Worker, outside: SilentOutside, robot: Robot
) -> None:
    mine = set_up(api, robot, "week")
    begin_the_week(work)
    begin_the_week(work)
    work_off(worker)
    work_off(worker)
    ((path, said),) = robot.taken
    (letter,) = letters_to(outside, "li@example.com")
    assert path == "/in/secret-of-the-robot?room=7"
    assert said["title"] == letter.subject
    assert "本周还没有安排拜访" in said["message"]
    (listed,) = api.li.get(f"/messengers/{mine}/messages").json["items"]
    assert (listed["state"], listed["title"]) == ("sent", letter.subject)
    assert messages(work, mine)[0].sealed_address is None


def test_only_what_is_wanted_there_is_written(api: Api, work: Work, worker: Worker, robot: Robot) -> None:
    set_up(api, robot, "notices")
    begin_the_week(work)
    remind(work, Kind.PASSWORD_RESET, "user-li", "now")
    work.db.commit()
    work_off(worker)
    assert robot.taken == []


def test_a_robot_that_is_down_delays_no_mail_and_is_tried_again_with_growing_gaps(
    api: Api, work: Work, worker: Worker, outside: SilentOutside, moment: Moment, robot: Robot
) -> None:
    mine = set_up(api, robot, "week")
    robot.status = 503
    begin_the_week(work)
    gaps = []
    for _ in range(3):
        work_off(worker)
        (waiting,) = messages(work, mine)
        assert waiting.due_at is not None
        gaps.append((waiting.due_at - moment.now).total_seconds())
        moment.set(waiting.due_at)
    assert gaps == [30, 60, 120]
    assert len(letters_to(outside, "li@example.com")) == 1
    assert "secret-of-the-robot" not in str(waiting.last_error)
    assert "503" in str(waiting.last_error)
    robot.status = 200
    work_off(worker)
    assert [one.state for one in messages(work, mine)] == ["sent"]
    assert len(robot.taken) == 4


def test_a_robot_that_never_answers_well_is_parked_where_its_owner_sees_it(
    api: Api, work: Work, worker: Worker, moment: Moment, robot: Robot
) -> None:
    mine = set_up(api, robot, "week")
    robot.status = 500
    begin_the_week(work)
    for _ in range(12):
        work_off(worker)
        moment.advance(hours=2)
    (listed,) = api.li.get(f"/messengers/{mine}/messages").json["items"]
    assert listed["parked_at"] is not None
    assert "500" in listed["last_error"]
    assert len(robot.taken) == Message.most_attempts


@pytest.mark.parametrize("status", [404, 410])
def test_a_robot_that_was_deleted_is_asked_once_and_its_owner_is_told_by_mail(
    api: Api, work: Work, worker: Worker, outside: SilentOutside, moment: Moment, robot: Robot, status: int
) -> None:
    mine = set_up(api, robot, "week", "notices")
    robot.status = status
    begin_the_week(work)
    remind(work, Kind.WEEK, "user-li", "again", **WEEK)
    work.db.commit()
    work_off(worker)
    moment.advance(hours=3)
    work_off(worker)
    assert len(robot.taken) == 1, "it is not asked again"
    assert sorted(one.state for one in messages(work, mine)) == ["gone", "suppressed"]
    (listed,) = api.li.get("/messengers").json["items"]
    assert listed["gone_at"] == "2026-03-02T02:00:00Z"
    told = [letter for letter in letters_to(outside, "li@example.com") if "Group" in letter.subject]
    assert [letter.subject for letter in told] == ["您的群机器人“Group”已失效"]
    assert "secret-of-the-robot" not in told[0].text
    gone = next(one for one in api.li.get(f"/messengers/{mine}/messages").json["items"] if one["state"] == "gone")
    assert str(status) in gone["refusal"]


def test_a_robot_with_another_address_is_written_to_again(
    api: Api, work: Work, worker: Worker, moment: Moment, robot: Robot
) -> None:
    mine = set_up(api, robot, "week")
    robot.status = 404
    begin_the_week(work)
    work_off(worker)
    robot.status = 200
    changed = api.li.patch(f"/messengers/{mine}", {"address": f"{robot.address}-new", "label": "New group"})
    assert (changed.status_code, changed.json["gone_at"], changed.json["label"]) == (200, None, "New group")
    begin_the_week(work, "2026-W10-again")
    work_off(worker)
    assert [path for path, _ in robot.taken][1:] == ["/in/secret-of-the-robot?room=7-new"]


def test_a_trial_that_arrives_finds_a_lost_robot_again(
    api: Api, work: Work, worker: Worker, moment: Moment, robot: Robot
) -> None:
    mine = set_up(api, robot, "week")
    robot.status = 404
    begin_the_week(work)
    work_off(worker)
    robot.status = 200
    assert api.li.post(f"/messengers/{mine}/trials").status_code == 202
    work_off(worker)
    assert api.li.get("/messengers").json["items"][0]["gone_at"] is None


def test_a_robot_cannot_send_us_elsewhere(api: Api, work: Work, worker: Worker, robot: Robot) -> None:
    mine = set_up(api, robot, "week")
    with open_robot() as other:
        robot.status, robot.location = 307, other.address
        begin_the_week(work)
        work_off(worker)
        assert other.taken == []
    assert messages(work, mine)[0].state == "due"


def test_a_trial_says_who_set_it_up(api: Api, worker: Worker, robot: Robot) -> None:
    mine = set_up(api, robot, "week")
    assert api.li.post(f"/messengers/{mine}/trials").status_code == 202
    work_off(worker)
    ((_, said),) = robot.taken
    assert (said["title"], said["message"][:2]) == ("Kamfield 可以在这里发送消息", "Li")


def test_what_waits_when_a_robot_is_taken_back_is_not_written(
    api: Api, work: Work, worker: Worker, robot: Robot
) -> None:
    mine = set_up(api, robot, "week")
    api.li.post(f"/messengers/{mine}/trials")
    assert api.li.delete(f"/messengers/{mine}").status_code == 204
    work_off(worker)
    assert robot.taken == []
    assert [one.state for one in messages(work, mine)] == ["suppressed"]


def test_with_another_secret_key_nobody_reads_the_address_any_more(
    api: Api, work: Work, worker: Worker, robot: Robot
) -> None:
    mine = set_up(api, robot, "week")
    api.li.post(f"/messengers/{mine}/trials")
    work_off(replace(worker, outside=replace(worker.outside, secret_key="another secret key, just as long as it")))
    assert [one.state for one in messages(work, mine)] == ["suppressed"]
    assert robot.taken == []


def test_a_chat_never_gets_a_link_that_acts() -> None:
    ending = "\n--\nwhy\nNo more: https://k.example/unsubscribe?token=x\n"
    text = "Good morning\n\nConfirm the week:\nhttps://k.example/week?token=abc\n\n- one\n  https://k.example/plans/7\n"
    assert for_a_chat(text + ending) == "Good morning\n\n- one\n  https://k.example/plans/7"
    assert for_a_chat("确认本周：\nhttps://k.example/week?token=abc\n其余") == "其余"
    assert "token" not in for_a_chat("see https://k.example/a?token=b now")


@pytest.mark.parametrize(
    ("service", "address"),
    [
        ("wecom", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7abc-4bc4-97a0-0ec2sifa5aaa"),
        ("dingtalk", "https://oapi.dingtalk.com/robot/send?access_token=abcdef0123456789&secret=SEC0123456789"),
        ("feishu", "https://open.feishu.cn/open-apis/bot/v2/hook/abcdefgh-1234"),
        ("lark", "https://open.larksuite.com/open-apis/bot/v2/hook/abcdefgh-1234"),
        ("slack", "https://hooks.slack.com/services/T1234ABCD/B1234ABCD/abcdefghijklmnopqrstuvwx"),
    ],
)
def test_the_library_knows_the_service_and_without_a_line_the_secret_is_not_told(service: str, address: str) -> None:
    with pytest.raises(MessageRefused) as refused:  # sockets beyond loopback are blocked
        WebMessengers().write(service, address, "title", "text", Moment.START)
    assert "cannot be understood" not in str(refused.value)
    assert address[-12:] not in str(refused.value)


def test_a_host_that_cannot_be_reached_keeps_the_others_waiting_once(robot: Robot) -> None:
    door, dead, now = WebMessengers(), "http://127.0.0.1:9/in", Moment.START
    for reason in ("Connection error", "a moment ago"):
        with pytest.raises(MessageRefused, match=reason):
            door.write("webhook", dead, "title", "text", now)
    door.write("webhook", robot.address, "title", "text", now)
    with pytest.raises(MessageRefused, match="Connection error"):
        door.write("webhook", dead, "title", "text", now + timedelta(minutes=1))
    robot.status = 500
    for _ in range(2):
        with pytest.raises(MessageRefused, match="500"):
            door.write("webhook", robot.address, "title", "text", now)
