"""States of an attachment, how long an upload may rest, and what a browser is allowed to show."""

from datetime import timedelta
from enum import StrEnum


class State(StrEnum):
    """Where the bytes of an attachment are."""

    AWAITED = "awaited"
    STORED = "stored"
    REFUSED = "refused"


class Refusal(StrEnum):
    """Why bytes were not taken: they are not those that were announced."""

    OTHER_SIZE = "other-size"
    OTHER_CHECKSUM = "other-checksum"


MOVES: dict[State, dict[str, State]] = {
    State.AWAITED: {"store": State.STORED, "refuse": State.REFUSED},
    State.REFUSED: {"store": State.STORED, "refuse": State.REFUSED},
    State.STORED: {},
}

# A rep may be without a line for a working week; what was sent before must still count afterwards.
EXPIRES_AFTER = timedelta(days=7)
# A day of films on a bad line; beyond it somebody fills our disk with what belongs to nothing.
MOST_UNDERWAY_BYTES = 4 << 30
TRACE_KEPT_FOR = timedelta(days=30)

LARGEST_BYTES = 2**53 - 1

_SHOWN = {"application/pdf", "text/plain"}
_SHOWN_KINDS = ("audio/", "video/")
_SHOWN_IMAGES = {"avif", "bmp", "gif", "heic", "heif", "jpeg", "png", "tiff", "webp"}
_EXECUTED = {"application/ecmascript", "application/javascript", "application/x-shockwave-flash", "application/xml"}


def is_shown(media_type: str) -> bool:
    """Whether a browser may show it in its window: only kinds that cannot carry a script that would run as ours."""
    kind, _, form = media_type.partition("/")
    return media_type in _SHOWN or media_type.startswith(_SHOWN_KINDS) or (kind == "image" and form in _SHOWN_IMAGES)


def served_type(media_type: str) -> str:
    """The media type under which it leaves: what a browser might run leaves as plain bytes."""
    kind = media_type.partition("/")[0]
    runs = media_type in _EXECUTED or media_type.endswith("+xml") or kind in {"text", "multipart", "message"}
    return "application/octet-stream" if runs and not is_shown(media_type) else media_type
