"""Somebody at a desk, by the API of a served application."""

import json
from dataclasses import dataclass
from typing import Any

from tests.cast import Person
from tests.served import Served


@dataclass(frozen=True)
class Desk:
    """`desk.post("/accounts", {…})` is the answer's JSON; anything but success fails the test."""

    served: Served
    token: str

    def get(self, path: str) -> Any:
        return self.ask("GET", path)

    def post(self, path: str, body: Any = None) -> Any:
        return self.ask("POST", path, body or {})

    def patch(self, path: str, body: Any) -> Any:
        return self.ask("PATCH", path, body, {"If-Match": "*"})

    def put(self, path: str, body: Any) -> Any:
        return self.ask("PUT", path, body, {"If-Match": "*"})

    def delete(self, path: str) -> Any:
        return self.ask("DELETE", path, None, {"If-Match": "*"})

    def ask(self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None) -> Any:
        said = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json", **(headers or {})}
        status, _, content = self.served.ask(method, path, None if body is None else json.dumps(body).encode(), said)
        assert status < 300, (method, path, status, content)
        return json.loads(content) if content else None


def desk_of(served: Served, person: Person) -> Desk:
    """Signed in."""
    return Desk(served, served.sign_in(person))
