"""Secrets that must be read again (the address of a robot): sealed with the installation's secret key (AES, HMAC)."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken


class NotSealed(Exception):
    """It was sealed with another key, or is no sealed text at all."""


def sealed(secret_key: str, text: str) -> str:
    """A text that nobody reads without the key; another one each time."""
    return _box(secret_key).encrypt(text.encode()).decode()


def unsealed(secret_key: str, text: str) -> str:
    """The text again; `NotSealed` when the secret key is not the one of then."""
    try:
        return _box(secret_key).decrypt(text.encode()).decode()
    except InvalidToken:
        raise NotSealed from None


def _box(secret_key: str) -> Fernet:
    # Not the key itself: what signs tokens must seal nothing.
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"kamfield sealed\0" + secret_key.encode()).digest()))
