"""Whatever a client sends, it gets a problem document that says what is wrong, and never a stack trace."""

import pytest
from werkzeug.test import TestResponse

from tests.api import Api

JSON = "application/json"


def sent(api: Api, body: bytes, content_type: str = JSON) -> TestResponse:
    return api.ada.send("PATCH", "/policies", data=body, content_type=content_type, version="*")


def refused(answer: TestResponse, status: int, code: str) -> dict:
    assert answer.status_code == status, answer.text[:500]
    assert answer.content_type == "application/problem+json"
    problem = answer.json
    assert problem["code"] == code
    assert problem["status"] == status
    assert problem["type"] == f"/problems/{code}"
    assert problem["request_id"] == answer.headers["X-Request-Id"]
    assert problem["title"]
    assert problem["detail"]
    return problem


@pytest.mark.parametrize("body", [b'{"visit_minutes":', b"\xff\xfe", b'{"a": 1e400}', b"{'a': 1}", b'{"a": "\\ud800"}'])
def test_broken_json_is_malformed(api: Api, body: bytes) -> None:
    refused(sent(api, body), 400, "malformed")


def test_a_body_that_says_it_is_no_json_is_not_read(api: Api) -> None:
    refused(sent(api, b"visit_minutes=5", "application/x-www-form-urlencoded"), 415, "not-json")


@pytest.mark.parametrize(
    ("body", "errors"),
    [
        (b"[]", [("", "not-an-object")]),
        (b"null", [("", "not-an-object")]),
        (b'"x"', [("", "not-an-object")]),
        (b'{"a/b~c": 1}', [("/a~1b~0c", "unknown-field")]),
        (b'{"visit_minutes": "12"}', [("/visit_minutes", "not-a-whole-number")]),
        (b'{"visit_minutes": true}', [("/visit_minutes", "not-a-whole-number")]),
        (b'{"visit_minutes": 12.5}', [("/visit_minutes", "not-a-whole-number")]),
        (b'{"visit_minutes": 99999999999999999999999}', [("/visit_minutes", "not-a-whole-number")]),
        (b'{"visit_minutes": 99999999999999999}', [("/visit_minutes", "out-of-range")]),
        (b'{"visit_minutes": []}', [("/visit_minutes", "not-a-whole-number")]),
        (b'{"dossier_items": "quantity"}', [("/dossier_items", "not-a-list")]),
        (b'{"dossier_items": ["quantity", "colour"]}', [("/dossier_items/1", "not-a-choice")]),
        (b'{"discount_limit_percent": "NaN"}', [("/discount_limit_percent", "not-a-number")]),
        (b'{"discount_limit_percent": "1e999999999"}', [("/discount_limit_percent", "not-a-number")]),
        (b'{"discount_limit_percent": "100.01"}', [("/discount_limit_percent", "out-of-range")]),
        (b'{"discount_limit_percent": "1.234"}', [("/discount_limit_percent", "too-many-places")]),
        (b'{"holiday_country": "\\u0000"}', [("/holiday_country", "not-a-text")]),
        (
            b'{"visit_minutes": 1, "plan_due_day": 0}',
            [("/visit_minutes", "out-of-range"), ("/plan_due_day", "out-of-range")],
        ),
    ],
)
def test_each_fault_is_named_with_its_place(api: Api, body: bytes, errors: list) -> None:
    problem = refused(sent(api, body), 422, "invalid")
    assert sorted((error["pointer"], error["code"]) for error in problem["errors"]) == sorted(errors)


@pytest.mark.parametrize("text", ["\x00", "a\x00b"])
def test_a_nul_in_a_text_is_refused(api: Api, text: str) -> None:
    """PostgreSQL cannot hold one."""
    body = {"email": text, "password": "x", "device_id": "phone", "device_name": text}
    problem = refused(api.nobody.post("/sessions", body), 422, "invalid")
    assert {error["code"] for error in problem["errors"]} == {"not-a-text"}


@pytest.mark.parametrize(
    ("query", "parameter", "code"),
    [
        ("nope=1", "nope", "unknown-parameter"),
        ("limit=1&limit=2", "limit", "given-twice"),
        ("limit=1&limit=1", "limit", "given-twice"),
        ("limit=0", "limit", "out-of-range"),
        ("limit=201", "limit", "out-of-range"),
        ("limit=99999999999999999999999999", "limit", "not-a-whole-number"),
        ("limit=many", "limit", "not-a-whole-number"),
        ("limit=1.0", "limit", "not-a-whole-number"),
        ("sort=password_hash", "sort", "not-a-choice"),
        ("role=%00", "role", "not-a-choice"),
        ("active=perhaps", "active", "not-a-boolean"),
    ],
)
def test_a_parameter_that_is_not_accepted_is_named(api: Api, query: str, parameter: str, code: str) -> None:
    problem = refused(api.ada.get(f"/users?{query}"), 422, "invalid")
    assert [(error["parameter"], error["code"]) for error in problem["errors"]] == [(parameter, code)]


def test_an_address_without_parameters_takes_none(api: Api) -> None:
    problem = refused(api.li.get("/me?verbose=1"), 422, "invalid")
    assert [(error["parameter"], error["code"]) for error in problem["errors"]] == [("verbose", "unknown-parameter")]


def test_a_body_in_chunks_of_which_nothing_can_be_read_is_malformed(api: Api) -> None:
    broken = api.li.post("/todo-items", data=b"", headers={"Transfer-Encoding": "chunked"})
    refused(broken, 400, "malformed")


def test_a_body_of_ten_megabytes_is_too_large(api: Api) -> None:
    refused(sent(api, b'{"a": "' + b"x" * (10 << 20) + b'"}'), 413, "too-large")


@pytest.mark.parametrize(
    "path", ["/nowhere", "/api/v1/nowhere", "/api/v2/me", "/docs/nowhere.js", "/docs/../setup.cfg"]
)
def test_an_unknown_address_is_a_problem_too(api: Api, path: str) -> None:
    refused(api.li.open(path), 404, "not-found")


@pytest.mark.parametrize("user_id", ["x" * 65, "%00", "a%2Fb", "%F0%9F%98%80", "..", "-1"])
def test_what_cannot_be_an_id_is_not_found(api: Api, user_id: str) -> None:
    refused(api.ada.get(f"/users/{user_id}"), 404, "not-found")


@pytest.mark.parametrize(("method", "path"), [("DELETE", "/me"), ("TRACE", "/me"), ("BREW", "/me"), ("POST", "/me")])
def test_a_wrong_method_names_the_right_ones(api: Api, method: str, path: str) -> None:
    answer = api.li.send(method, path)
    refused(answer, 405, "wrong-method")
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


@pytest.mark.parametrize(
    "sent", ["", "Bearer", "Bearer ", "Bearer a.b.c", "Basic bGk6eA==", "Bearer \xff\xfe", "bearer x y"]
)
def test_what_is_no_token_of_ours_is_nobody(api: Api, sent: str) -> None:
    answer = api.nobody.get("/me", headers={"Authorization": sent})
    refused(answer, 401, "not-signed-in")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_mistake_of_ours_tells_the_client_nothing_but_where_to_ask(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the secret reason")

    monkeypatch.setattr("kamfield.users.queries.by_id", broken)
    answer = api.li.get("/me")
    refused(answer, 500, "problem")
    assert "secret" not in answer.text


def test_texts_come_in_the_callers_language(api: Api) -> None:
    asked = {"Accept-Language": "de;q=0.9, zh-Hans-CN;q=0.8, en;q=0.1"}
    chinese = api.li.get("/users/nobody", headers=asked).json
    assert (chinese["title"], chinese["detail"]) == ("未找到", "内容不存在，或不在您的权限范围内。")
    faults = api.li.get("/users?limit=500", headers=asked).json["errors"]
    assert faults == [{"parameter": "limit", "code": "out-of-range", "detail": "必须在 1 与 200 之间。"}]
    silent = {"Accept-Language": ""}
    assert api.li.get("/users/nobody", headers=silent).json["title"] == "未找到"  # li's own language
    assert api.sam.get("/users/nobody", headers=silent).json["title"] == "Not found"
    assert api.nobody.get("/me", headers={"Accept-Language": "tlh"}).json["title"] == "Please sign in"


def test_a_mistyped_name_is_told_which_was_meant(api: Api) -> None:
    field = api.li.post("/accounts", json={"nmae": "Seals"}).json
    assert "There is no such field. Is “name” meant?" in [one["detail"] for one in field["errors"]]
    inner = api.li.post("/quotes", json={"lines": [{"quantiti": "4"}]}).json
    assert "There is no such field. Is “quantity” meant?" in [one["detail"] for one in inner["errors"]]
    parameter = api.li.get("/accounts?teir=A").json
    assert [one["detail"] for one in parameter["errors"]] == ["There is no such parameter here. Is “tier” meant?"]
    akin = api.li.get("/plans?waits_for=me").json
    assert [one["detail"] for one in akin["errors"]] == ["There is no such parameter here. Is “waiting_for” meant?"]
    unlike = api.mei.post("/delegations", json={"kind": "x"}).json  # “id” is not meant
    assert "There is no such field." in [one["detail"] for one in unlike["errors"]]
    nothing = api.li.get("/accounts?zzzzzz=A").json
    assert [one["detail"] for one in nothing["errors"]] == ["There is no such parameter here."]


@pytest.mark.parametrize(("language", "said"), [("en", "Somebody changed this"), ("zh-CN", "内容已被更改")])
def test_the_type_of_a_problem_leads_to_a_page_that_explains_it(api: Api, language: str, said: str) -> None:
    browser = api.nobody.app.test_client()
    page = browser.get("/problems/changed-meanwhile", headers={"Accept-Language": language})
    assert page.status_code == 200
    assert said in page.text
    assert "412 changed-meanwhile" in page.text
    assert "%(" not in page.text
    assert browser.get("/problems/no-such-code").status_code == 404


def test_who_is_signed_in_reads_in_their_language_also_of_an_address_that_is_none(api: Api) -> None:
    silent = {"Accept-Language": ""}
    unknown = api.li.get("/nowhere", headers=silent)
    assert refused(unknown, 404, "not-found")["title"] == "未找到"
    wrong = api.li.send("DELETE", "/me/nothing/of/it", headers=silent)
    assert wrong.status_code == 404
    method = refused(api.li.send("DELETE", "/accounts", headers=silent), 405, "wrong-method")
    assert "方法" in method["title"] + method["detail"]
    assert refused(api.nobody.get("/nowhere", headers=silent), 404, "not-found")["title"] == "Not found"
    stale = api.nobody.get("/nowhere", headers=silent | {"Authorization": "Bearer nonsense"})
    assert refused(stale, 404, "not-found")["title"] == "Not found"
