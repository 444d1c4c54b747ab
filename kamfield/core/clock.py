"""The only source of time and of randomness."""

import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import uuid_utils

Clock = Callable[[], datetime]


def now() -> datetime:
    """The instant it is, aware and in UTC."""
    return datetime.now(UTC)


def starting_at(start: datetime, since: datetime | None = None) -> Clock:
    """A clock that begins at `start` and runs on at the usual pace: to look at a Monday morning on a Friday.

    `since` is the true instant at which it began, now unless given: processes that know it show the same time.
    """
    offset: timedelta = start - (since or now())
    return lambda: now() + offset


def new_id() -> str:
    """A time-ordered UUID (version 7), 36 characters: rows made later sort later and fill an index at its end."""
    return str(uuid_utils.uuid7())


def new_secret() -> str:
    """43 URL-safe characters that carry 256 bits of randomness."""
    return secrets.token_urlsafe(32)
