"""Passwords: argon2id with the library's current recommendations; never stored, never logged."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher()


def hashed(password: str) -> str:
    """The hash to store, with its salt and cost in it."""
    return _hasher.hash(password)


def fits(password_hash: str | None, password: str) -> bool:
    """Whether it is the password. Takes as long for somebody who does not exist, so that nobody can tell."""
    try:
        return _hasher.verify(password_hash or _nobody(), password) and password_hash is not None
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(password_hash: str) -> bool:
    """Whether the hash was made with costs that are no longer enough."""
    return _hasher.check_needs_rehash(password_hash)


@cache
def _nobody() -> str:
    return _hasher.hash("nobody has this password")
