"""HTTP as a named person, for tests that read like sentences."""

from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from kamfield.web import bearer
from tests.cast import Cast, Person

PREFIX = "/api/v1"
OUTSIDE_THE_API = ("/docs", "/healthz", "/readyz")


class Caller:
    """One person's phone: answers in English unless told otherwise."""

    def __init__(self, app: Flask, person: Person | None) -> None:
        self.app = app
        self.person = person

    def get(self, path: str, **options: Any) -> TestResponse:
        return self.send("GET", path, **options)

    def post(self, path: str, json: Any = None, **options: Any) -> TestResponse:
        return self.send("POST", path, json={} if json is None and "data" not in options else json, **options)

    def put(self, path: str, json: Any, version: int | str = "*", **options: Any) -> TestResponse:
        return self.send("PUT", path, json=json, version=version, **options)

    def patch(self, path: str, json: Any, version: int | str = "*", **options: Any) -> TestResponse:
        return self.send("PATCH", path, json=json, version=version, **options)

    def delete(self, path: str, version: int | str = "*", **options: Any) -> TestResponse:
        return self.send("DELETE", path, version=version, **options)

    def open(self, path: str, **options: Any) -> TestResponse:
        """GET at exactly this path, wherever it is."""
        return self.app.test_client().get(path, headers={"Authorization": f"Bearer {self.token()}"}, **options)

    def send(
        self,
        method: str,
        path: str,
        *,
        version: int | str | None = None,
        headers: dict[str, str] | None = None,
        **options: Any,
    ) -> TestResponse:
        sent = {"Accept-Language": "en"}
        if self.person is not None:
            sent["Authorization"] = f"Bearer {self.token()}"
        if version is not None:
            sent["If-Match"] = "*" if version == "*" else f'"{version}"'
        url = path if path.startswith((PREFIX, *OUTSIDE_THE_API)) else PREFIX + path
        return self.app.test_client().open(url, method=method, headers=sent | (headers or {}), **options)

    def token(self) -> str:
        assert self.person is not None
        here = self.app.extensions["kamfield"]
        return bearer.issue(here, self.person.id, self.person.session_id, here.clock())


class Api:
    """`api.li`, `api.mei`, … and `api.nobody`."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.nobody = Caller(app, None)

    def __getattr__(self, name: str) -> Caller:
        person: Person = getattr(Cast, name)
        return Caller(self.app, person)
