"""Who is behind a token, remembered for two seconds: checking it and asking the database costs half of a read.

An ended session or a changed reach is seen at once in the process that changed it, and within two seconds in others.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from kamfield.core.work import Actor

Identify = Callable[[Session, Mapping[str, Any], datetime], Actor]

KEPT_FOR = timedelta(seconds=2)
MOST = 10_000
TOUCHING = {"users", "sessions", "delegations"}


class Actors:
    """A small memory in front of `identify`, which raises `NotSignedIn` for whoever is not good any longer."""

    def __init__(self, identify: Identify) -> None:
        self._identify = identify
        self._known: dict[str, tuple[datetime, Actor]] = {}

    def known(self, token: str, at: datetime) -> Actor | None:
        """The actor of a token that was found good a moment ago."""
        asked_at, actor = self._known.get(token, (at - KEPT_FOR, None))
        return actor if at - asked_at < KEPT_FOR else None

    def find(self, db: Session, token: str, claims: Mapping[str, Any], at: datetime) -> Actor:
        """The actor of a token's valid claims."""
        self._known.pop(token, None)
        actor = self._identify(db, claims, at)
        if len(self._known) >= MOST:
            self._known.clear()
        self._known[token] = (at, actor)
        return actor

    def look_up(self, db: Session, claims: Mapping[str, Any], at: datetime) -> Actor:
        """The same, remembering nothing: for claims that came otherwise than in a bearer."""
        return self._identify(db, claims, at)

    def forget_if_touched(self, kinds: Iterable[str]) -> None:
        """After a commit that changed people, sessions or stand-ins: everybody is asked for anew."""
        if not TOUCHING.isdisjoint(kinds):
            self._known.clear()
