"""Passwords: argon2id with the library's current recommendations; never stored, never logged."""

from base64 import b64encode

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher()


def _of_nobody(hasher: PasswordHasher) -> str:
    """A hash that no password has, with the costs of a true one; nothing has to be computed for it."""
    costs = f"m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}"
    salt, digest = (b64encode(bytes(length)).decode().rstrip("=") for length in (hasher.salt_len, hasher.hash_len))
    return f"$argon2id$v=19${costs}${salt}${digest}"


_NOBODY = _of_nobody(_hasher)


def hashed(password: str) -> str:
    """The hash to store, with its salt and cost in it."""
    return _hasher.hash(password)


def fits(password_hash: str | None, password: str) -> bool:
    """Whether it is the password. Takes as long for somebody who does not exist, so that nobody can tell."""
    try:
        return _hasher.verify(password_hash or _NOBODY, password) and password_hash is not None
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(password_hash: str) -> bool:
    """Whether the hash was made with costs that are no longer enough."""
    return _hasher.check_needs_rehash(password_hash)
