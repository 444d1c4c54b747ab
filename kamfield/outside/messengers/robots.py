"""WeCom, DingTalk, Feishu and Lark, called by ourselves: apprise takes every 200 for a yes and forgets the answer.

Each wants a text in a JSON of its own.
"""

import base64
import hashlib
import hmac
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

from kamfield.outside.messengers.door import MessageRefused, without_secrets
from kamfield.outside.messengers.verdicts import BY_CODE, verdict

OWN = frozenset(BY_CODE)
SECONDS = (4.0, 8.0)  # to connect, and to be answered
WECOM_BYTES = 2048
# Robots of DingTalk and Feishu may want a keyword in every message: this one always is.
KEYWORD = "Kamfield"


class Unreachable(MessageRefused):
    """Nobody answered."""


def call(service: str, address: str, title: str, text: str, at: datetime) -> None:
    """Writes a message. Raises MessageRefused. No redirect is followed."""
    import requests  # only where a message is written

    body, where = _body(service, f"{title}\n{text}"), _signed(address, at) if service == "dingtalk" else address
    try:
        answer = requests.post(where, json=body, timeout=SECONDS, allow_redirects=False)
        said = answer.json()
    except requests.exceptions.JSONDecodeError:
        said = None
    except requests.RequestException as error:  # its words hold the address
        raise Unreachable(f"{service}: Connection error ({type(error).__name__})") from None
    meant, words = verdict(service, answer.status_code, said)
    if meant is not None:
        raise MessageRefused(without_secrets(f"{service}: {words}", address), meant)


def _body(service: str, text: str) -> dict[str, Any]:
    if service == "wecom":
        return {"msgtype": "text", "text": {"content": _cut(text, WECOM_BYTES)}}
    if service == "dingtalk":
        return {"msgtype": "text", "text": {"content": f"{text}\n— {KEYWORD}"}}
    return {"msg_type": "text", "content": {"text": f"{text}\n— {KEYWORD}"}}


def _cut(text: str, most_bytes: int) -> str:
    """As much as it takes, up to the end of a line; what is longer is read in the mail."""
    if len(text.encode()) <= most_bytes:
        return text
    ending = "\n…"
    short = text.encode()[: most_bytes - len(ending.encode())].decode("utf-8", "ignore")
    return short.rpartition("\n")[0] + ending if "\n" in short else short + ending


def _signed(address: str, at: datetime) -> str:
    """With the signature that a robot with a secret wants (DingTalk, "Custom robot: security settings")."""
    parts = urlsplit(address)
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
    if secret := asked.pop("secret", None):
        stamp = str(int(at.timestamp() * 1000))
        digest = hmac.new(secret.encode(), f"{stamp}\n{secret}".encode(), hashlib.sha256).digest()
        asked |= {"timestamp": stamp, "sign": base64.b64encode(digest).decode()}
    return urlunsplit(parts._replace(query=urlencode(asked)))
