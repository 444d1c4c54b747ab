"""Passwords: forgotten, invited, set by a link, changed."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from kamfield.core.journal import Entry
from kamfield.core.work import Work
from kamfield.users import actions
from kamfield.users.models import OneTimeLink
from kamfield.users.rules.passwords import COMMON, LEAST, weakness
from tests.api import Api
from tests.cast import PASSWORD, Moment

NEW = "green trains cross the river slowly"


@pytest.fixture
def token(work: Work) -> str:
    return new_link(work)


def new_link(work: Work, purpose: str = "reset", user_id: str = "user-li") -> str:
    token = actions.issue_link(work, user_id, purpose)
    work.db.flush()
    return token


def sign_in(api: Api, password: str, email: str = "li@example.com") -> int:
    sent = {"email": email, "password": password, "device_id": "phone-2"}
    return api.nobody.post("/sessions", sent).status_code


def set_password(api: Api, token: str, password: str = NEW):
    return api.nobody.post("/password", {"token": token, "password": password})


def test_a_link_sets_the_password_once_and_signs_every_device_out(api: Api, token: str) -> None:
    assert set_password(api, token).status_code == 204
    assert api.li.get("/me").status_code == 401
    assert (sign_in(api, PASSWORD), sign_in(api, NEW)) == (401, 200)
    again = set_password(api, token)
    assert (again.status_code, again.json["errors"][0]["code"]) == (422, "link-not-good")


def test_a_used_link_closes_the_others(api: Api, token: str, work: Work) -> None:
    other = new_link(work)
    assert set_password(api, token).status_code == 204
    assert set_password(api, other).status_code == 422


def test_a_reset_is_good_for_an_hour_and_an_invitation_for_a_week(api: Api, work: Work, moment: Moment) -> None:
    reset, invitation = new_link(work), new_link(work, "invitation", "user-ren")
    moment.advance(minutes=61)
    assert set_password(api, reset).status_code == 422
    moment.advance(days=6)
    assert set_password(api, invitation).status_code == 204
    late = new_link(work, "invitation", "user-sam")  # issued at the start
    moment.set(Moment.START + timedelta(days=7, seconds=1))
    assert set_password(api, late).status_code == 422


def test_a_link_of_somebody_inactive_is_no_good(api: Api, token: str) -> None:
    api.ada.post("/users/user-li/deactivation")
    assert set_password(api, token).status_code == 422


@pytest.mark.parametrize("back", ["activation", "address"])
def test_a_link_is_good_no_more_once_its_owner_was_shut_out_or_has_another_mailbox(
    api: Api, token: str, back: str
) -> None:
    if back == "activation":
        api.ada.post("/users/user-li/deactivation")
        assert api.ada.delete("/users/user-li/deactivation").status_code == 200
    else:
        assert api.ada.patch("/users/user-li", {"email": "li.na@example.com"}).status_code == 200
    answer = api.nobody.post("/password", {"token": token, "password": NEW})
    assert answer.json["errors"][0]["code"] == "link-not-good"
    assert sign_in(api, NEW, "li.na@example.com") == sign_in(api, NEW) == 401


def test_another_mailbox_signs_in_however_an_administrator_wrote_it(api: Api) -> None:
    api.ada.patch("/users/user-li", {"email": "Li.Na@Example.com"})
    assert sign_in(api, PASSWORD, "li.na@example.com") == 200


def test_another_mailbox_before_the_first_password_is_invited_anew(api: Api, work: Work) -> None:
    new = {"name": "Wei", "email": "wie@example.com", "role": "rep", "manager_id": "user-mei"}
    user_id = api.ada.post("/users", new | {"time_zone": "Asia/Shanghai", "locale": "zh-CN"}).json["id"]
    sent_astray = new_link(work, "invitation", user_id)
    assert api.ada.patch(f"/users/{user_id}", {"email": "wei@example.com"}).status_code == 200
    assert api.nobody.post("/password", {"token": sent_astray, "password": NEW}).status_code == 422
    invited = select(Entry).where(Entry.verb == "user.invite", Entry.subject_id == user_id)
    assert len(work.all(invited)) == 2


def test_a_refused_password_does_not_use_the_link_up(api: Api, token: str) -> None:
    refused = set_password(api, token, "short")
    assert refused.json["errors"][0] == {
        "pointer": "/password",
        "code": "too-short",
        "detail": "A password needs at least 10 characters.",
    }
    assert sign_in(api, PASSWORD) == 200
    assert set_password(api, token).status_code == 204


def test_the_token_stands_nowhere_in_the_database(token: str, db: Session) -> None:
    link = db.scalars(select(OneTimeLink)).one()
    entry = db.scalars(select(Entry).where(Entry.verb == "user.issue_link")).one()
    assert token not in str(vars(link)) + str(vars(entry))
    assert entry.after is not None
    assert entry.after["token_hash"] == "…"


def test_nobody_learns_whose_address_is_known(api: Api, db: Session) -> None:
    known = api.nobody.post("/password-resets", {"email": " LI@example.com"})
    unknown = api.nobody.post("/password-resets", {"email": "who@example.com"})
    assert (known.status_code, known.data) == (unknown.status_code, unknown.data) == (202, b"")
    assert {name for name, _ in known.headers} == {name for name, _ in unknown.headers}
    asked = db.scalars(select(Entry).where(Entry.verb == "user.ask_reset")).one()
    assert asked.subject_id == "user-li"


def test_an_inactive_user_gets_no_reset(api: Api, db: Session) -> None:
    api.ada.post("/users/user-li/deactivation")
    assert api.nobody.post("/password-resets", {"email": "li@example.com"}).status_code == 202
    assert db.scalars(select(Entry).where(Entry.verb == "user.ask_reset")).all() == []


def test_the_sixth_wish_for_one_address_has_to_wait_known_or_not(api: Api) -> None:
    for email in ("li@example.com", "who@example.com"):
        answers = [api.nobody.post("/password-resets", {"email": email}).status_code for _ in range(6)]
        assert answers == [202] * 5 + [429]


def test_a_changed_password_keeps_this_device_and_signs_the_others_out(api: Api, token: str) -> None:
    other = api.nobody.post("/sessions", {"email": "li@example.com", "password": PASSWORD, "device_id": "phone-2"})
    bearer = {"Authorization": f"Bearer {other.json['access_token']}"}
    changed = api.li.put("/me/password", {"old_password": PASSWORD, "new_password": NEW})
    assert changed.status_code == 204
    assert api.li.get("/me").status_code == 200
    assert api.nobody.get("/me", headers=bearer).status_code == 401
    assert sign_in(api, NEW) == 200
    assert set_password(api, token).status_code == 422, "a link mailed before is closed"


def test_the_old_password_is_asked_for_and_cannot_be_guessed(api: Api) -> None:
    sent = {"old_password": "no", "new_password": NEW}
    answers = [api.li.put("/me/password", sent) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [422] * 5 + [429]
    assert answers[0].json["errors"][0]["pointer"] == "/old_password"
    assert api.li.get("/me").status_code == 200


def test_a_new_password_is_checked_like_any_other(api: Api) -> None:
    sent = {"old_password": PASSWORD, "new_password": "Password123"}
    assert api.li.put("/me/password", sent).json["errors"][0] | {"detail": ""} == {
        "pointer": "/new_password",
        "code": "too-common",
        "detail": "",
    }


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("123456789", "too-short"),
        ("1234567890", "too-common"),
        ("PASSWORD123", "too-common"),
        ("哈哈哈哈哈哈哈哈哈哈", "too-common"),
        ("Li.Na@Example.com", "is-the-email"),
        ("绿皮火车慢慢开过长江", None),
        ("aaaaaaaaab", None),
        ("          x", None),
    ],
)
def test_which_passwords_are_refused(password: str, code: str | None) -> None:
    assert weakness(password, "li.na@example.com") == code


def test_a_long_name_of_an_address_is_no_password() -> None:
    assert weakness("alexander.smith", "alexander.smith@example.com") == "is-the-email"


def test_the_commonest_are_written_as_they_are_compared() -> None:
    short = {word for word in COMMON if len(word) < LEAST}
    assert not short, "these are refused for their length anyway"
    assert {word.casefold() for word in COMMON} == COMMON
