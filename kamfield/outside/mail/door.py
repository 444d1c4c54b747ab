"""What every mail door can do, and the one that tells nobody."""

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from typing import Protocol

from kamfield.outside.mail.letter import Letter, compose
from kamfield.outside.mail.refusals import MailRefused

__all__ = ["Mail", "MailRefused", "SilentMail"]


class Mail(Protocol):
    """A door letters leave by."""

    def send(self, letter: Letter, at: datetime) -> None:
        """Hand the letter over, dated `at` (aware). When this returns, somebody else answers for it.

        Raises MailRefused; ValueError for a letter only a programmer can get wrong (see `compose`).
        """

    def batch(self) -> AbstractContextManager["Mail"]:
        """The same door held open for several letters; a refused one does not spoil the next."""


class SilentMail:
    """Keeps letters in `sent`, composed as the real doors do; `refusals` are raised, by address."""

    def __init__(
        self,
        sender: str = "Kamfield <kamfield@example.com>",
        refusals: Mapping[str, MailRefused] | None = None,
    ):
        self.sent: list[Letter] = []
        self._sender = sender
        self._refusals = refusals or {}

    def send(self, letter: Letter, at: datetime) -> None:
        if letter.to in self._refusals:
            raise self._refusals[letter.to]
        compose(letter, self._sender, at)
        self.sent.append(letter)

    def batch(self) -> AbstractContextManager[Mail]:
        return nullcontext(self)
