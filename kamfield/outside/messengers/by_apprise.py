"""Slack, Teams and other programs, which say by the HTTP status what became of a message: by apprise."""

import logging
import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from kamfield.outside.messengers.door import MessageRefused, without_secrets
from kamfield.outside.messengers.robots import Unreachable
from kamfield.outside.messengers.verdicts import BY_STATUS, Meaning

_STATUS = re.compile(r"error=(\d{3})\b")  # an HTTP status: somebody is there


def call(service: str, address: str, title: str, text: str) -> None:
    """Writes a message. Raises MessageRefused. No redirect is followed."""
    import apprise  # only where a message is written: it is large

    logging.getLogger("apprise").propagate = False  # what it says may hold the address: it is said below, without
    asset = apprise.AppriseAsset(app_id="Kamfield", http_redirects=False, async_mode=False)
    robot = apprise.Apprise.instantiate(_spelled(service, address), asset=asset)
    if robot is None:
        raise MessageRefused(f"{service}: the address cannot be understood")
    with apprise.LogCapture(level=logging.WARNING, fmt="%(message)s") as said:  # type: ignore[no-untyped-call]
        taken = robot.notify(body=text, title=title, body_format=apprise.NotifyFormat.TEXT)
    if not taken:
        raise _refusal(f"{service}: {said.getvalue()}", address)


def _refusal(said: str, address: str) -> MessageRefused:
    status, reason = _STATUS.search(said), without_secrets(said, address)
    if status is None:
        return Unreachable(reason)
    return MessageRefused(reason, BY_STATUS.get(int(status[1]), Meaning.LATER))


def _spelled(service: str, address: str) -> str:
    """The address as apprise wants it, where that is not how the service shows it."""
    if service != "webhook":
        return address
    parts = urlsplit(address)
    scheme = "jsons" if parts.scheme == "https" else "json"
    asked_for = urlencode([(f"-{name}", value) for name, value in parse_qsl(parts.query)])  # else: its options
    return urlunsplit((scheme, parts.netloc, parts.path, asked_for, ""))
