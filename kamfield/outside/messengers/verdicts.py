"""What the answers of robots mean. The Chinese services and Lark answer 200 to everything and say the truth in a code.

The codes: WeCom "Global error codes" (path/90313), DingTalk "Custom robot: error codes", Feishu and Lark "Custom bot
guide: error codes".
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

TAKEN = 0


class Meaning(StrEnum):
    """What a refusal means for this message, for the robot and for its owner."""

    LATER = "later"
    TOO_FAST = "too_fast"  # the robot wants to be left alone for a while
    NEVER = "never"  # this message; others it would take
    UNWELCOME = "unwelcome"  # nothing of ours, until somebody changes its settings
    GONE = "gone"


BY_STATUS: Mapping[int, Meaning] = {
    401: Meaning.UNWELCOME,
    403: Meaning.UNWELCOME,
    404: Meaning.GONE,
    410: Meaning.GONE,
    429: Meaning.TOO_FAST,
}
_FEISHU = {
    11232: Meaning.TOO_FAST,
    19001: Meaning.GONE,  # no robot has this address
    19002: Meaning.NEVER,
    19021: Meaning.UNWELCOME,  # it wants a signature
    19022: Meaning.UNWELCOME,  # our address is not on its list
    19024: Meaning.UNWELCOME,  # none of its keywords
}
BY_CODE: Mapping[str, Mapping[int, Meaning]] = {
    "wecom": {
        40008: Meaning.NEVER,
        40058: Meaning.NEVER,
        44004: Meaning.NEVER,
        45002: Meaning.NEVER,  # too long
        45009: Meaning.TOO_FAST,  # twenty a minute
        45033: Meaning.TOO_FAST,
        93000: Meaning.GONE,  # a wrong key, or taken out of the group
        93004: Meaning.GONE,
        93008: Meaning.GONE,
    },
    "dingtalk": {
        90018: Meaning.TOO_FAST,
        130101: Meaning.TOO_FAST,  # twenty a minute
        410100: Meaning.TOO_FAST,
        300001: Meaning.GONE,
        300005: Meaning.GONE,
        310000: Meaning.UNWELCOME,  # keyword, signature or address
        400013: Meaning.GONE,  # the group was dissolved
        400101: Meaning.GONE,
        400102: Meaning.GONE,
        400105: Meaning.NEVER,
        400106: Meaning.GONE,
        430101: Meaning.NEVER,
        430102: Meaning.NEVER,
        430104: Meaning.NEVER,
        460101: Meaning.NEVER,  # too long
    },
    "feishu": _FEISHU,
    "lark": _FEISHU,
}


def verdict(service: str, status: int, answer: Any) -> tuple[Meaning | None, str]:
    """What an answer means, None for a message that was taken, and what it said. What nobody knows passes, perhaps."""
    said = answer if isinstance(answer, dict) else {}
    code = next((said[name] for name in ("errcode", "code", "StatusCode") if isinstance(said.get(name), int)), None)
    words = str(said.get("errmsg") or said.get("msg") or said.get("StatusMessage") or "")
    if status == 200 and code == TAKEN:
        return None, words
    if code is None:
        return BY_STATUS.get(status, Meaning.LATER), f"HTTP {status}, and no code"
    if "too many" in words.lower():  # Feishu says it under the code of a bad request
        return Meaning.TOO_FAST, f"{code} {words}"
    return BY_CODE[service].get(code, BY_STATUS.get(status, Meaning.LATER)), f"{code} {words}"
