"""ETag, If-Match, If-None-Match: a row's version says whether the caller saw the latest."""

import re

from flask import Response, request

from kamfield.core.errors import Problem
from kamfield.core.texts import N_


class VersionMissing(Problem):
    """A change of a thing must say which version of it the caller saw."""

    status = 428
    title = N_("If-Match is missing")
    detail = N_("Send the ETag you read as If-Match, so that nobody's change is overwritten unseen.")


def version_seen() -> int | None:
    """The version in If-Match; None for `*`; `VersionMissing` without the header. What is no ETag of ours is 0."""
    given = request.headers.get("If-Match", "").strip()
    if not given:
        raise VersionMissing
    if given == "*":
        return None
    numbers = re.fullmatch(r'(?:W/)?"?(\d{1,15})"?', given)
    return int(numbers[1]) if numbers else 0


def mark(response: Response, version: int) -> Response:
    """Sets the ETag; a reader who has this version already gets 304 and no body."""
    response.headers["ETag"] = f'"{version}"'
    known = request.headers.get("If-None-Match", "")
    if request.method in {"GET", "HEAD"} and f'"{version}"' in known.replace("W/", "").split(", "):
        response.status_code = 304
        response.set_data(b"")
    return response
