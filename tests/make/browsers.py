"""A browser without a screen: keeps cookies, follows links, and sends the forms of the page that it was shown."""

import re
from html.parser import HTMLParser
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from tests.cast import PASSWORD, Person


class Browser:
    """One person's browser; `page` is what it shows."""

    def __init__(self, app: Flask, languages: str = "en") -> None:
        self.client = app.test_client()
        self.headers = {"Accept-Language": languages, "Sec-Fetch-Site": "same-origin"}
        self.page: TestResponse

    def open(self, address: str) -> TestResponse:
        """Follows a link, and wherever that leads."""
        self.page = self.client.get(address, headers=self.headers, follow_redirects=True)
        return self.page

    def sign_in(self, person: Person, password: str = PASSWORD) -> TestResponse:
        """Fills in the sign-in form on the page, and goes on to where it leads."""
        return self.send("/sign-in", email=person.email, password=password)

    def send(self, action: str, button: str = "", **typed: str) -> TestResponse:
        """Sends the form of the page that goes to an address (and has a button), with what was typed."""
        form = self.form(action, button)
        self.page = self.post(action, {**form, **typed}, follow_redirects=True)
        return self.page

    def form(self, action: str, button: str = "") -> dict[str, str]:
        """What that form would send if nobody typed anything."""
        for form in self.forms():
            if form["action"] == action and (not button or button in form["buttons"]):
                return {**form["fields"], **({"decision": button} if button else {})}
        raise AssertionError(f"no form to {action} with {button!r}: {self.page.status_code} {self.text}")

    def forms(self) -> list[dict[str, Any]]:
        """The forms of the page."""
        reader = _Forms()
        reader.feed(self.page.text)
        return reader.found

    def post(self, action: str, fields: dict[str, str], **options: Any) -> TestResponse:
        """Sends just these fields."""
        return self.client.post(action, data=fields, headers={**self.headers, **options.pop("headers", {})}, **options)

    @property
    def text(self) -> str:
        """What a reader sees."""
        return " ".join(re.sub(r"<[^>]*>", " ", self.page.text).split())


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[dict[str, Any]] = []
        self.area: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = dict(attrs)
        if tag == "form":
            self.found.append({"action": (has["action"] or "").partition("#")[0], "fields": {}, "buttons": []})
        elif tag == "button" and has.get("value"):
            self.found[-1]["buttons"].append(has["value"])
        elif tag == "textarea":
            self.area = has["name"]
            self.found[-1]["fields"][self.area] = ""
        elif tag == "input" and has.get("name") and (has.get("type") != "radio" or "checked" in has):
            self.found[-1]["fields"][has["name"]] = has.get("value") or ""

    def handle_data(self, data: str) -> None:
        if self.area:
            self.found[-1]["fields"][self.area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.area = None
