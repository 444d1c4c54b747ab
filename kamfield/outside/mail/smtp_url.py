"""The mail server's URL from the settings, read strictly: what it does not say clearly stops the start."""

from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

Encryption = Literal["none", "starttls", "tls"]

_PORTS: dict[Encryption, int] = {"none": 25, "starttls": 587, "tls": 465}


@dataclass(frozen=True)
class SmtpServer:
    """Where to hand over letters, how the line is encrypted, and who we are (both or neither)."""

    host: str
    port: int
    encryption: Encryption
    user: str | None = None
    password: str | None = field(default=None, repr=False)


def smtp_server(url: str) -> SmtpServer:
    """Read ``smtp://user:password@host:587?starttls=1`` or ``smtps://…``; user and password percent-encoded.

    Without a port: 25, 587 with STARTTLS, 465 for smtps. ValueError with a sentence that never shows the
    password.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or parts.path.strip("/") or parts.fragment:
        raise ValueError("The mail URL must look like smtp://user:password@host:587?starttls=1 or smtps://host.")
    encryption = _encryption(parts)
    user, password = _credentials(parts)
    return SmtpServer(parts.hostname, _port(parts) or _PORTS[encryption], encryption, user, password)


def _encryption(parts: SplitResult) -> Encryption:
    options = parse_qsl(parts.query, keep_blank_values=True)
    if parts.scheme == "smtps":
        if options:
            raise ValueError("The mail URL with smtps:// takes no options after the question mark.")
        return "tls"
    if options not in ([], [("starttls", "0")], [("starttls", "1")]):
        raise ValueError("The only option of the mail URL is ?starttls=1 (or 0).")
    if not options and parts.username:
        raise ValueError(
            "The mail URL would send a password unencrypted: add ?starttls=1 or use smtps://;"
            " ?starttls=0 if the wire is to be trusted."
        )
    return "starttls" if ("starttls", "1") in options else "none"


def _credentials(parts: SplitResult) -> tuple[str | None, str | None]:
    if not parts.username and not parts.password:
        return None, None
    if not parts.username or not parts.password:
        raise ValueError("The mail URL needs user and password, or neither.")
    user, password = unquote(parts.username), unquote(parts.password)
    if not (user + password).isascii():
        raise ValueError("The mail URL's user and password must be ASCII: the protocol's sign-in knows nothing else.")
    return user, password


def _port(parts: SplitResult) -> int | None:
    try:
        return parts.port
    except ValueError:
        # Said anew: the library's sentence would quote a password with an unencoded slash in it.
        raise ValueError("The mail URL's port must be a number up to 65535; is the password percent-encoded?") from None
