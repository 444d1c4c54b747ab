"""Messages for the robots of company chats, by apprise."""

import logging
from typing import Protocol
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit, urlunsplit

REASON_LETTERS = 500


class MessageRefused(Exception):
    """The robot did not take it; nobody can say whether it ever will."""


class Messengers(Protocol):
    """A door to all of them."""

    def write(self, service: str, address: str, title: str, text: str) -> None:
        """Hand a message to the robot of a service at an address as the service shows it.

        Raises MessageRefused; the reason never holds the address.
        """


class SilentMessengers:
    """Writes nowhere, and can be asked what it was told: `written` holds `(service, address, title, text)`."""

    def __init__(self, refusals: dict[str, str] | None = None):
        self.written: list[tuple[str, str, str, str]] = []
        self.refusals = refusals or {}

    def write(self, service: str, address: str, title: str, text: str) -> None:
        if address in self.refusals:
            raise MessageRefused(self.refusals[address])
        self.written.append((service, address, title, text))


class AppriseMessengers:
    """The real robots. A redirect is not followed: it could lead into the company's own network."""

    def write(self, service: str, address: str, title: str, text: str) -> None:
        import apprise  # only where a message is written: it is large

        asset = apprise.AppriseAsset(app_id="Kamfield", http_redirects=False, async_mode=False)
        robot = apprise.Apprise.instantiate(_spelled(service, address), asset=asset)
        if robot is None:
            raise MessageRefused(f"{service}: the address cannot be understood")
        with apprise.LogCapture(level=logging.WARNING, fmt="%(message)s") as said:  # type: ignore[no-untyped-call]
            taken = robot.notify(body=text, title=title, body_format=apprise.NotifyFormat.TEXT)
        if not taken:
            reason = " ".join(said.getvalue().split()) or "no answer"
            raise MessageRefused(f"{service}: {reason}"[:REASON_LETTERS])


def _spelled(service: str, address: str) -> str:
    """The address as apprise wants it, where that is not how the service shows it."""
    parts = urlsplit(address)
    last = parts.path.rsplit("/", 1)[-1]
    match service:
        case "dingtalk":
            asked = parse_qs(parts.query)
            secret = f"{asked['secret'][0]}@" if "secret" in asked else ""
            return f"dingtalk://{secret}{asked['access_token'][0]}/"
        case "feishu" | "lark":
            return f"{service}://{last}/"
        case "webhook":
            scheme = "jsons" if parts.scheme == "https" else "json"
            asked_for = urlencode([(f"-{name}", value) for name, value in parse_qsl(parts.query)])  # else: its options
            return urlunsplit((scheme, parts.netloc, parts.path, asked_for, ""))
        case _:
            return address
