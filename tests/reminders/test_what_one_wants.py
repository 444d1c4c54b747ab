"""Everybody says what they do not want to hear of: in the app, or by one click in the mail program."""

import pytest
from flask import Flask

from kamfield.core.work import Work
from kamfield.outside import SilentOutside
from kamfield.reminders.rules.unsubscribing import read, token_for
from kamfield.worker import Worker
from tests.api import Api
from tests.cast import Moment
from tests.make.reminders import ledger, letters_to, work_off
from tests.make.todos import in_shanghai, live_at

TUESDAY = in_shanghai(2026, 3, 3, 7, 30)


@pytest.fixture(autouse=True)
def settled(worker: Worker, moment: Moment, outside: SilentOutside) -> None:
    work_off(worker)
    live_at(worker, moment, in_shanghai(2026, 3, 2, 18, 0))
    outside.mail.sent.clear()


def wanted(api: Api) -> dict[str, bool]:
    return {one["kind"]: one["wanted"] for one in api.li.get("/me/reminder-settings").json["kinds"]}


def one_click(app: Flask, address: str) -> int:
    """What a mail program sends (RFC 8058): no cookie, no page, no sign-in."""
    path = address.removeprefix("https://kamfield.example.com")
    return app.test_client().post(path, data={"List-Unsubscribe": "One-Click"}).status_code


def test_everything_is_wanted_until_somebody_says_otherwise(api: Api) -> None:
    found = api.li.get("/me/reminder-settings").json["kinds"]
    assert all(one["wanted"] for one in found)
    assert {one["kind"] for one in found if one["mandatory"]} == {
        "plan_waiting",
        "plan_escalated",
        "plan_decided",
        "handed_over",
        "plan_overdue",
    }
    assert "password_reset" not in wanted(api), "whoever asks gets it"


def test_what_is_not_wanted_is_not_sent_and_the_ledger_says_so(
    api: Api, work: Work, worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    answer = api.li.put("/me/reminder-settings", {"unwanted": ["todo_due"]})
    assert answer.status_code == 200, answer.json
    assert not wanted(api)["todo_due"]
    api.li.post("/todo-items", {"title": "寄送样品", "due_on": "2026-03-03"})
    live_at(worker, moment, TUESDAY)
    assert letters_to(outside, "li@example.com") == []
    assert [(row.state, row.reason) for row in ledger(work, "user-li", "todo_due")] == [("suppressed", "opted_out")]


def test_nobody_can_do_without_a_duty(api: Api) -> None:
    answer = api.li.put("/me/reminder-settings", {"unwanted": ["plan_overdue"]})
    assert (answer.status_code, answer.json["errors"][0]["code"]) == (422, "mandatory")
    assert wanted(api)["plan_overdue"]


def test_without_the_mail_of_several_a_single_thing_still_comes(
    api: Api, work: Work, worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    api.li.put("/me/reminder-settings", {"unwanted": ["digest"]})
    api.li.post("/todo-items", {"title": "寄送样品", "due_on": "2026-03-03"})
    api.li.post("/todo-items", {"title": "订酒店", "due_on": "2026-03-03"})
    api.li.post("/todo-items", {"title": "买票", "due_on": "2026-03-04"})
    live_at(worker, moment, TUESDAY)
    assert letters_to(outside, "li@example.com") == []
    live_at(worker, moment, in_shanghai(2026, 3, 4, 7, 30))
    assert [one.subject for one in letters_to(outside, "li@example.com")] == ["3月4日周三到期：买票"]


def test_one_click_in_the_mail_program_ends_this_kind_and_a_second_one_changes_nothing(
    api: Api, app: Flask, worker: Worker, moment: Moment, outside: SilentOutside
) -> None:
    api.li.post("/todo-items", {"title": "寄送样品", "due_on": "2026-03-03"})
    live_at(worker, moment, TUESDAY)
    (letter,) = letters_to(outside, "li@example.com")
    address = letter.headers["List-Unsubscribe"].strip("<>")
    secret = app.extensions["kamfield"].settings.secret_key
    ours = address.replace(address.rpartition(".")[2], token_for(secret, "user-li", "todo_due").rpartition(".")[2])
    assert [one_click(app, ours), one_click(app, ours)] == [200, 200]
    assert [kind for kind, wants in wanted(api).items() if not wants] == ["todo_due"]


def test_the_page_asks_and_looking_ends_nothing(api: Api, app: Flask) -> None:
    secret = app.extensions["kamfield"].settings.secret_key
    path = f"/unsubscribe?token={token_for(secret, 'user-li', 'birthday')}"
    page = app.test_client().get(path, headers={"Accept-Language": "zh-CN"})
    assert page.status_code == 200
    assert "关键联系人生日" in page.text
    assert wanted(api)["birthday"]
    done = app.test_client().post(path, headers={"Accept-Language": "en"})
    assert "You get no more mails of this kind: Birthdays of key contacts" in done.text
    assert not wanted(api)["birthday"]


@pytest.mark.parametrize("kind", ["birthday", "plan_waiting", "nonsense"])
def test_an_address_nobody_signed_leads_nowhere(api: Api, app: Flask, kind: str) -> None:
    secret = app.extensions["kamfield"].settings.secret_key
    forged = token_for("another secret", "user-li", kind)
    signed = token_for(secret, "user-li", kind)
    for token in (forged, "", "x", signed if kind != "birthday" else signed[:-1]):
        assert app.test_client().get(f"/unsubscribe?token={token}").status_code == 404
        assert app.test_client().post(f"/unsubscribe?token={token}").status_code == 404
    assert all(wanted(api).values())


def test_a_signature_is_of_one_person_and_one_kind() -> None:
    token = token_for("secret", "user.li", "week")
    assert read("secret", token) == ("user.li", "week")
    assert read("secret", token.replace("week", "digest")) is None
    assert read("secret", token.replace("user.li", "user.mei")) is None
