"""The URL map, as the tests that are made from it see it."""

from dataclasses import dataclass

from flask import Flask
from werkzeug.routing import Rule

from kamfield.app import build
from kamfield.settings import Settings
from kamfield.web.endpoint import Endpoint
from kamfield.wiring import API

ANYBODY: dict[str, str] = {
    "GET /api/v1/openapi.json": "the document itself",
    "GET /docs": "the pages to browse it",
    "GET /docs/start.js": "a part of these pages",
    "GET /docs/<path:name>": "a part of these pages",
    "GET /problems/<code>": "what the type of a problem document leads to; the same for everybody",
    "GET /healthz": "asked by whatever restarts us",
    "GET /readyz": "asked by whatever sends us requests",
    "GET /pages/<any(page, wide):name>.<edition>.css": "how our own small pages look",
    "GET /": "leads to the sign-in page",
    "GET /sign-in": "the page on which one signs in with a browser",
    "POST /sign-in": "proves who one is by a password",
    "POST /sign-out": "a form within a browser's session; without one nothing happens",
    "GET /team": "leads to the sign-in page whoever has no browser's session",
    "GET /team/<id:rep_id>/week": "the same",
    "GET /prices/<id:quote_id>": "the same",
    "POST /prices/<id:quote_id>/decision": "a form within a browser's session, sealed; without one nothing happens",
    "GET /plans": "leads to the sign-in page whoever has no browser's session",
    "GET /plans/<id:plan_id>": "the same",
    "POST /plans/<id:plan_id>/decision": "a form within a browser's session, sealed; without one nothing happens",
    "POST /plans/<id:plan_id>/lines/<id:line_id>/decision": "the same",
    "GET /calendar.ics": "a feed for calendar programs, which know nothing but its secret address",
    "GET /plans/<id:plan_id>/print": "a plan on paper, behind a signed link that is good for minutes",
    "GET /week": "a week behind a mailed link, which is the right to it, or behind the sign-in page",
    "POST /week/link": "the mailed link proves it",
    "POST /week/confirmation": "a form within a browser's session, sealed; without one nothing happens",
    "GET /week/closing": "leads to the sign-in page whoever has no browser's session",
    "POST /week/closing": "a form within a browser's session, sealed; without one nothing happens",
    "POST /week/items": "the same",
    "POST /week/items/<id:item_id>/decision": "the same",
    "GET /forgotten": "asks for a link that sets another password",
    "POST /forgotten": "has one mailed, like the API; the answer tells nothing",
    "GET /forgotten/sent": "says so, whether or not anybody has the address",
    "GET /password": "the page behind a mailed link",
    "POST /password": "the link proves it",
    "GET /password/done": "says that the new password is set",
    "GET /minutes": "the page on which a client confirms minutes; the link is the right to it",
    "POST /minutes": "the link proves it",
    "GET /unsubscribe": "the page behind a signed link in a mail; it asks",
    "POST /unsubscribe": "the signed link is the right to it, from a mail program too (RFC 8058)",
    "POST /api/v1/password": "a mailed one-time link proves who one is",
    "POST /api/v1/password-resets": "asks for such a link; the answer tells nothing",
    "POST /api/v1/sessions": "proves who one is by a password",
    "POST /api/v1/sessions/refresh": "proves it by a refresh token",
}
"""What an anonymous caller may use, and why. Each entry is a door: think before you add one."""


@dataclass(frozen=True)
class Address:
    """One method of one rule."""

    method: str
    rule: str
    endpoint: Endpoint | None
    parameters: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.method} {self.rule}"

    @property
    def is_list(self) -> bool:
        return self.endpoint is not None and self.endpoint.sorts is not None

    def url(self, ids: dict[str, str]) -> str:
        """The address with its parameters filled in."""
        url = self.rule
        for parameter in self.parameters:
            before, _, rest = url.partition("<")
            url = before + ids[parameter] + rest.partition(">")[2]
        return url

    def sent(self) -> dict[str, object]:
        """What a well-meaning client sends: the examples of the document, and any version."""
        sent: dict[str, object] = {"headers": {"If-Match": "*"}}
        if self.endpoint is None:
            return sent
        if self.endpoint.body is not None:
            sent["json"] = self.endpoint.body.example
        query = self.endpoint.query
        if query is not None and any(field.required for field in query.fields.values()):
            sent["query_string"] = query.example
        return sent


def addresses() -> list[Address]:
    """Every method of every rule of the application."""
    app = build(Settings(secret_key="only to read the map, nothing is signed with it"))
    rules = sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule)
    return [_address(app, rule, method) for rule in rules for method in sorted(_methods(rule))]


def _methods(rule: Rule) -> set[str]:
    return (rule.methods or set()) - {"HEAD", "OPTIONS"}


def _address(app: Flask, rule: Rule, method: str) -> Address:
    endpoint = getattr(app.view_functions[rule.endpoint], "endpoint", None)
    names = (part.partition(">")[0].rpartition(":")[2] for part in rule.rule.split("<")[1:])
    return Address(method, rule.rule, endpoint, tuple(names))


MAP = addresses()
GUARDED = [address for address in MAP if str(address) not in ANYBODY]
WITH_IDS = [address for address in GUARDED if address.parameters]
WITHOUT_IDS = [address for address in GUARDED if not address.parameters and address.method == "GET"]
API_PREFIX = API
