"""Invitation and new password: a mailed link that works once and stays nowhere."""

import re

import pytest

from kamfield.core.work import Work
from kamfield.outside import SilentOutside
from kamfield.reminders.models import Reminder
from kamfield.users.queries import any_by_id
from kamfield.worker import Worker
from tests.api import Api
from tests.make.reminders import letters_to, work_off

NEW = {"email": "wang@example.com", "name": "王伟", "role": "rep", "manager_id": "user-mei", "locale": "zh-CN"}


@pytest.fixture
def invited(api: Api) -> str:
    added = api.ada.post("/users", NEW)
    assert added.status_code == 201, added.json
    return added.json["id"]


def token_in(text: str) -> str:
    return re.search(r"https://kamfield\.example\.com/password\?token=([\w-]{43})", text)[1]


def sign_in(api: Api, email: str, password: str) -> int:
    body = {"email": email, "password": password, "device_id": "phone-9"}
    return api.nobody.post("/sessions", body).status_code


def test_whoever_is_invited_chooses_a_password_and_signs_in(
    api: Api, worker: Worker, outside: SilentOutside, invited: str
) -> None:
    work_off(worker)
    (letter,) = letters_to(outside, "wang@example.com")
    assert letter.subject == "邀请您使用 Kamfield"
    assert "7 天内有效" in letter.text
    body = {"token": token_in(letter.text), "password": "a long sentence of mine", "again": "a long sentence of mine"}
    assert token_in(letter.html or "") == body["token"]
    page = api.app.test_client().post("/password", data=body)
    assert page.status_code == 303
    assert sign_in(api, "wang@example.com", body["password"]) == 200


def test_the_link_stays_nowhere_once_it_was_sent(
    work: Work, worker: Worker, outside: SilentOutside, invited: str
) -> None:
    work_off(worker)
    (letter,) = letters_to(outside, "wang@example.com")
    token = token_in(letter.text)
    work.db.expire_all()
    (row,) = work.db.query(Reminder).filter_by(user_id=invited, kind="invitation").all()
    assert row.secret is None
    assert "token=…" in row.text
    for table in work.db.connection().exec_driver_sql("SELECT before, after, also, details FROM journal").all():
        assert token not in str(table)
    assert token not in f"{row.text}{row.html}{row.params}"


def test_an_invitation_that_is_no_longer_needed_is_not_sent(
    work: Work, worker: Worker, outside: SilentOutside, invited: str
) -> None:
    user = work.one(any_by_id(invited))
    work.act("user.add", user)
    user.password_hash = "chosen meanwhile"
    work.db.commit()
    work_off(worker)
    assert letters_to(outside, "wang@example.com") == []


def test_a_forgotten_password_is_replaced_by_mail(api: Api, worker: Worker, outside: SilentOutside) -> None:
    asked = api.nobody.post("/password-resets", {"email": "sam@example.com"})
    assert asked.status_code < 300, asked.json
    work_off(worker)
    (letter,) = letters_to(outside, "sam@example.com")
    assert letter.subject == "A new password for Kamfield"
    form = {"token": token_in(letter.text), "password": "another long sentence", "again": "another long sentence"}
    page = api.app.test_client().post("/password", data=form)
    assert page.status_code == 303
    assert sign_in(api, "sam@example.com", "another long sentence") == 200


def test_an_unknown_address_gets_the_same_answer_and_no_mail(api: Api, worker: Worker, outside: SilentOutside) -> None:
    known, unknown = (
        api.nobody.post("/password-resets", {"email": email}) for email in ("sam@example.com", "who@example.com")
    )
    assert (known.status_code, known.data) == (unknown.status_code, unknown.data)
    work_off(worker)
    assert letters_to(outside, "who@example.com") == []
