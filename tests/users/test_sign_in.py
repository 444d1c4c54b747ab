"""Signing in, staying signed in, and being signed out."""

from tests.api import Api
from tests.cast import PASSWORD, Moment


def sign_in(api: Api, email: str = "li@example.com", password: str = PASSWORD):
    return api.nobody.post("/sessions", {"email": email, "password": password, "device_id": "phone-2"})


def test_a_user_signs_in_and_is_known(api: Api) -> None:
    tokens = sign_in(api).json
    me = api.nobody.get("/me", headers={"Authorization": f"Bearer {tokens['access_token']}"})
    assert me.status_code == 200
    assert me.json["email"] == "li@example.com"


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(api: Api) -> None:
    wrong, unknown = sign_in(api, password="no"), sign_in(api, email="nobody@example.com")
    assert (wrong.status_code, wrong.json["code"]) == (401, "wrong-credentials")
    assert unknown.json | {"request_id": ""} == wrong.json | {"request_id": ""}


def test_the_sixth_wrong_password_has_to_wait(api: Api, moment: Moment) -> None:
    codes = [sign_in(api, password="no").status_code for _ in range(6)]
    assert codes == [401] * 5 + [429]
    assert int(sign_in(api).headers["Retry-After"]) <= 15 * 60
    moment.advance(minutes=16)
    assert sign_in(api).status_code == 200


def test_each_refresh_gives_the_next_token_and_an_old_one_ends_the_session(api: Api, moment: Moment) -> None:
    first = sign_in(api).json["refresh_token"]
    second = api.nobody.post("/sessions/refresh", {"refresh_token": first}).json["refresh_token"]
    moment.advance(minutes=5)
    stolen = api.nobody.post("/sessions/refresh", {"refresh_token": first})
    assert (stolen.status_code, stolen.json["code"]) == (401, "token-reused")
    assert api.nobody.post("/sessions/refresh", {"refresh_token": second}).status_code == 401


def test_a_lost_answer_to_a_refresh_is_forgiven(api: Api, moment: Moment) -> None:
    first = sign_in(api).json["refresh_token"]
    lost = api.nobody.post("/sessions/refresh", {"refresh_token": first}).json["refresh_token"]
    moment.advance(seconds=20)
    again = api.nobody.post("/sessions/refresh", {"refresh_token": first})
    assert again.json["refresh_token"] == lost


def test_an_ended_session_is_over_at_once(api: Api) -> None:
    tokens = sign_in(api).json
    bearer = {"Authorization": f"Bearer {tokens['access_token']}"}
    assert api.nobody.delete(f"/sessions/{tokens['session_id']}", headers=bearer).status_code == 204
    assert api.nobody.get("/me", headers=bearer).status_code == 401


def test_an_access_token_is_good_for_fifteen_minutes(api: Api, moment: Moment) -> None:
    bearer = {"Authorization": f"Bearer {sign_in(api).json['access_token']}"}
    moment.advance(minutes=14)
    assert api.nobody.get("/me", headers=bearer).status_code == 200
    moment.advance(minutes=2)
    assert api.nobody.get("/me", headers=bearer).status_code == 401


def test_a_manager_reaches_everybody_below_at_any_depth(api: Api) -> None:
    names = [user["name"] for user in api.dana.get("/users").json["items"]]
    assert names == ["Dana", "Li", "Max", "Mei", "Ren", "Sam"]
    assert [user["name"] for user in api.li.get("/users").json["items"]] == ["Li"]
    assert api.max.get("/users/user-li").status_code == 404
