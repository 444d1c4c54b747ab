"""What every door to the robots can do, and the one that tells nobody."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Protocol
from urllib.parse import urlsplit

from kamfield.outside.messengers.verdicts import Meaning

REASON_LETTERS = 500
SECRET_LETTERS = 6
_PARTS = re.compile(r"[/=&]")


class MessageRefused(Exception):
    """The robot did not take it; what that `meant` decides whether it is tried again, and whether its owner is told."""

    def __init__(self, reason: str, meant: Meaning = Meaning.LATER):
        super().__init__(reason)
        self.reason = reason
        self.meant = meant


class Messengers(Protocol):
    """A door to all of them."""

    def write(self, service: str, address: str, title: str, text: str, at: datetime) -> None:
        """Hand a message to the robot of a service at an address as the service shows it; `at` is now.

        Raises MessageRefused; the reason never holds the address.
        """


class SilentMessengers:
    """Writes nowhere, and can be asked what it was told: `written` holds `(service, address, title, text)`."""

    def __init__(self, refusals: Mapping[str, str] | None = None):
        self.written: list[tuple[str, str, str, str]] = []
        self.refusals = refusals or {}

    def write(self, service: str, address: str, title: str, text: str, at: datetime) -> None:
        if address in self.refusals:
            raise MessageRefused(self.refusals[address])
        self.written.append((service, address, title, text))


def without_secrets(said: str, address: str) -> str:
    """What was said, without any part of the address beyond its host."""
    parts = urlsplit(address)
    reason = " ".join(said.split()) or "no answer"
    for secret in sorted(_PARTS.split(f"{parts.path}/{parts.query}"), key=len, reverse=True):
        reason = reason.replace(secret, "…") if len(secret) >= SECRET_LETTERS else reason
    return reason[:REASON_LETTERS]
