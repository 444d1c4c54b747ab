"""The body of a push, as forgiving as it can be: what is refused here would block its phone for ever."""

import json
from typing import Any

import orjson


def understood(body: bytes) -> Any:
    """The JSON of a body; `ValueError` when it is none.

    Half an emoji (an input field cut it) and the character NUL, which no database keeps, do not make it unreadable.
    """
    try:
        found = orjson.loads(body)
    except orjson.JSONDecodeError:
        found = json.loads(body, parse_constant=lambda _: None)
    return _sound(found) if b"\\u0000" in body or b"\\ud" in body.lower() else found


def _sound(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\0", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_sound(one) for one in value]
    return {_sound(key): _sound(one) for key, one in value.items()} if isinstance(value, dict) else value
