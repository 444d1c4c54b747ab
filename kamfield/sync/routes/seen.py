"""Notes what a phone tells of itself, beside the answer and never in its way."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps

from flask import Response, request
from sqlalchemy.exc import DBAPIError

from kamfield.core.errors import Problem
from kamfield.sync.actions.devices import Told, note
from kamfield.web.raw import Caller

log = logging.getLogger(__name__)

View = Callable[[Caller], Response]

SELDOM = timedelta(minutes=5)  # per phone and process, unless it tells something new: an idle pull writes nothing
_LONGEST = 100
_MOST = 10_000


def noted(view: View) -> View:
    """A pull or a push after which the phone is noted, also when it met a problem."""

    @wraps(view)
    def seen(caller: Caller) -> Response:
        try:
            response = view(caller)
        except Problem as problem:
            _note(caller, problem.code)
            raise
        _note(caller, None)
        return response

    return seen


def _note(caller: Caller, error: str | None) -> None:
    if caller.actor.session_id is None:
        return
    now = caller.here.clock()
    told = _told(caller, now, error)
    place = (caller.actor.id, told.device_id, told.pushes)
    before, other = caller.here.noted.get(place), caller.here.noted.get((*place[:2], not told.pushes))
    known = before is not None and now - before[0] < SELDOM and before[1] == (error, told.left)
    if known and (other is None or other[1][1] == told.left):
        return
    if len(caller.here.noted) >= _MOST:
        caller.here.noted.clear()
    caller.here.noted[place] = (now, (error, told.left))
    try:
        caller.write(lambda work: note(work, told))
    except (DBAPIError, Problem) as failure:
        log.info("a phone was not noted after %s", type(failure).__name__)


def _told(caller: Caller, now: datetime, error: str | None) -> Told:
    sent = request.headers
    return Told(
        device_id=sent.get("X-Device-Id", "")[:_LONGEST] or str(caller.actor.session_id),
        pushes=request.method == "POST",
        app_version=sent.get("X-App-Version", "")[:_LONGEST] or None,
        schema_version=_number(request.args.get("schema_version", "")),
        pending_rows=_number(sent.get("X-Pending-Rows", "")),
        clock_ahead_seconds=_ahead(sent.get("X-Device-Time", ""), now),
        error=error,
    )


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None


def _ahead(text: str, now: datetime) -> int | None:
    try:
        return round((datetime.fromisoformat(text) - now).total_seconds())
    except (ValueError, TypeError):
        return None
