"""Who is behind a bearer, remembered for two seconds: asking the database each time costs half of a read.

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
        self._known: dict[tuple[str, str], tuple[datetime, Actor]] = {}

    def find(self, db: Session, claims: Mapping[str, Any], at: datetime) -> Actor:
        """The actor of valid claims."""
        key = (claims["sub"], claims["sid"])
        known = self._known.get(key)
        if known is not None and at - known[0] < KEPT_FOR:
            return known[1]
        self._known.pop(key, None)
        actor = self._identify(db, claims, at)
        if len(self._known) >= MOST:
            self._known.clear()
        self._known[key] = (at, actor)
        return actor

    def forget_if_touched(self, kinds: Iterable[str]) -> None:
        """After a commit that changed people, sessions or stand-ins: everybody is asked for anew."""
        if not TOUCHING.isdisjoint(kinds):
            self._known.clear()
