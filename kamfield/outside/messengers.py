"""Messages for the robots of company chats, by apprise."""

import logging
import re
from datetime import datetime, timedelta
from typing import Protocol
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit, urlunsplit

REASON_LETTERS = 500
SECRET_LETTERS = 6
PAUSE = timedelta(minutes=1)
_GONE = re.compile(r"error=(404|410)\b")  # nobody is there any more: the robot was deleted
_ANSWERED = re.compile(r"error=\d")  # an HTTP status: somebody is there
_PARTS = re.compile(r"[/=&]")


class MessageRefused(Exception):
    """The robot did not take it. When it is `gone` it never will; otherwise nobody can say."""

    def __init__(self, reason: str, *, gone: bool = False):
        super().__init__(reason)
        self.reason = reason
        self.gone = gone


class Messengers(Protocol):
    """A door to all of them."""

    def write(self, service: str, address: str, title: str, text: str, at: datetime) -> None:
        """Hand a message to the robot of a service at an address as the service shows it; `at` is now.

        Raises MessageRefused; the reason never holds the address.
        """


class SilentMessengers:
    """Writes nowhere, and can be asked what it was told: `written` holds `(service, address, title, text)`."""

    def __init__(self, refusals: dict[str, str] | None = None):
        self.written: list[tuple[str, str, str, str]] = []
        self.refusals = refusals or {}

    def write(self, service: str, address: str, title: str, text: str, at: datetime) -> None:
        if address in self.refusals:
            raise MessageRefused(self.refusals[address])
        self.written.append((service, address, title, text))


class AppriseMessengers:
    """The real robots. A redirect is not followed: it could lead into the company's own network.

    A host that cannot be reached is left alone for a minute: on a Monday morning a thousand messages for it would keep
    everything else waiting.
    """

    def __init__(self) -> None:
        self._unreachable_until: dict[str, datetime] = {}

    def write(self, service: str, address: str, title: str, text: str, at: datetime) -> None:
        host = urlsplit(address).netloc
        if at < self._unreachable_until.get(host, at):
            raise MessageRefused(f"{service}: {host} could not be reached a moment ago")
        import apprise  # only where a message is written: it is large

        logging.getLogger("apprise").propagate = False  # what it says may hold the address: it is said below, without
        asset = apprise.AppriseAsset(app_id="Kamfield", http_redirects=False, async_mode=False)
        robot = apprise.Apprise.instantiate(_spelled(service, address), asset=asset)
        if robot is None:
            raise MessageRefused(f"{service}: the address cannot be understood")
        with apprise.LogCapture(level=logging.WARNING, fmt="%(message)s") as said:  # type: ignore[no-untyped-call]
            taken = robot.notify(body=text, title=title, body_format=apprise.NotifyFormat.TEXT)
        if not taken:
            if not _ANSWERED.search(said.getvalue()):
                self._unreachable_until[host] = at + PAUSE
            reason = f"{service}: {_without_secrets(said.getvalue(), address)}"[:REASON_LETTERS]
            raise MessageRefused(reason, gone=bool(_GONE.search(said.getvalue())))


def _without_secrets(said: str, address: str) -> str:
    """What the library said, without any part of the address beyond its host."""
    parts = urlsplit(address)
    reason = " ".join(said.split()) or "no answer"
    for secret in sorted(_PARTS.split(f"{parts.path}/{parts.query}"), key=len, reverse=True):
        reason = reason.replace(secret, "…") if len(secret) >= SECRET_LETTERS else reason
    return reason


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
