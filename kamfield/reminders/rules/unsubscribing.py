"""The signed address by which a kind of mail is ended from the mail program itself (RFC 8058), without a sign-in.

It names one person and one kind and is good for ever: a mail is opened years later. It can do nothing else.
"""

import base64
import hashlib
import hmac

PATH = "/unsubscribe"


def token_for(secret_key: str, user_id: str, kind: str) -> str:
    """What stands in the address."""
    return f"{kind}.{user_id}.{_signature(secret_key, user_id, kind)}"


def read(secret_key: str, token: str) -> tuple[str, str] | None:
    """`(user_id, kind)`, when we signed it."""
    kind, _, rest = token.partition(".")
    user_id, _, signature = rest.rpartition(".")
    good = hmac.compare_digest(signature.encode(), _signature(secret_key, user_id, kind).encode())
    return (user_id, kind) if good else None


def _signature(secret_key: str, user_id: str, kind: str) -> str:
    said = f"unsubscribe\n{user_id}\n{kind}".encode()
    digest = hmac.new(secret_key.encode(), said, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
