"""Where phones push what was written offline."""

import zlib
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from functools import partial
from inspect import signature
from typing import Any

import orjson
from flask import Response, current_app, request
from sqlalchemy.orm import Session

from kamfield.core.errors import Malformed, NotSignedIn
from kamfield.core.work import Actor, Work
from kamfield.sync.actions import push as actions
from kamfield.sync.actions.attempts import Ask
from kamfield.sync.actions.former import keep_all
from kamfield.sync.actions.push import Outcome
from kamfield.sync.routes.blueprint import blueprint
from kamfield.sync.routes.seen import noted
from kamfield.sync.schemas.bodies import understood
from kamfield.sync.schemas.pull import wish_of
from kamfield.sync.schemas.wires import PUSH
from kamfield.users import queries as users
from kamfield.web import bearer
from kamfield.web.endpoint import Endpoint
from kamfield.web.input import checked
from kamfield.web.problems import TooLarge
from kamfield.web.raw import MEGABYTE, Caller
from kamfield.web.site import Site

MOST_MEGABYTES = 20
GRACE = timedelta(days=14)
FORMER = "former"


def sender(site: Site, db: Session, at: datetime) -> Actor:
    """Who pushes. Somebody whose access ended less than two weeks ago may still hand in what they wrote before."""
    try:
        return bearer.identify(site, db, at)
    except NotSignedIn:
        claims = bearer.read(site, bearer.token_sent(), at, old_too=True)
        user = db.scalars(users.any_by_id(claims["sub"])).first()
        if user is None or user.active or user.updated_at < at - GRACE:
            raise
        return Actor(user.id, user.name, FORMER, user.locale, user.time_zone, (user.id,))


@blueprint.raw("POST", "/sync", PUSH, identify=sender)
@noted
def push_changes(caller: Caller) -> Response:
    """Take over what a phone wrote offline: `{table: {created: [row], updated: [row], deleted: [id]}}`.

    All of it or, with an error status, nothing. A row that something has changed here since `last_pulled_at` makes the
    whole push 409: pull, merge, push again. A value is never refused: what cannot be carried out is kept as a
    `sync_issue` (with what was typed), and the next pull restores the row. The same push sent twice changes nothing.

    Of more than 100 rows each portion is all or nothing: what belongs together is taken over together, and others
    write in between. After an error some portions may stand; send the same again, and it goes on where it was.
    """
    changes, cursor = _sent()
    if caller.actor.role == FORMER:
        outcome = caller.write(lambda work: keep_all(work, changes, request.headers.get("X-Device-Id")))
    else:
        outcome = _taken_over(caller, changes, cursor, request.headers.get("X-Device-Id"))
    told = {"written": outcome.written, "issues": outcome.issues, "ignored": outcome.ignored}
    return Response(orjson.dumps(told), content_type="application/json")


def _taken_over(caller: Caller, changes: Mapping[str, Any], cursor: int, device_id: str | None) -> Outcome:
    ask, outcome = partial(_ask, _offered()), Outcome()
    portions = caller.read(lambda work: actions.portions(work, changes, cursor))
    for portion in portions:
        outcome += caller.write(partial(_push, portion, cursor, ask, device_id))
        if portion is not portions[-1]:
            caller.rest()
    return outcome


def _push(portion: Mapping[str, Any], cursor: int, ask: Ask, device_id: str | None, work: Work) -> Outcome:
    return actions.push(work, portion, cursor, ask, device_id)


def _sent() -> tuple[Mapping[str, Any], int]:
    """The changes and the cursor, whatever the phone says the body is."""
    request.max_content_length = MOST_MEGABYTES * MEGABYTE
    try:
        body = understood(_unpacked(request.get_data()))
    except (ValueError, zlib.error):
        raise Malformed from None
    if not isinstance(body, dict):
        raise Malformed
    wrapped = isinstance(body.get("changes"), dict) and body.keys() <= {"changes", "lastPulledAt"}
    cursor = request.args.get("last_pulled_at", body.get("lastPulledAt") if wrapped else "")
    wish = wish_of("" if cursor is None else str(cursor), request.args.get("schema_version", ""), "", "")
    return body["changes"] if wrapped else body, wish.cursor.position


def _unpacked(body: bytes) -> bytes:
    if request.headers.get("Content-Encoding", "").lower() != "gzip":
        return body
    unpacking = zlib.decompressobj(wbits=31)
    unpacked = unpacking.decompress(body, MOST_MEGABYTES * MEGABYTE + 1)
    if len(unpacked) > MOST_MEGABYTES * MEGABYTE:
        raise TooLarge
    return unpacked


def _offered() -> Mapping[str, Endpoint]:
    """Every route of the API by its operation."""
    found = (getattr(view, "endpoint", None) for view in current_app.view_functions.values())
    return {endpoint.view.__name__: endpoint for endpoint in found if isinstance(endpoint, Endpoint)}


def _ask(
    offered: Mapping[str, Endpoint],
    work: Work,
    operation: str,
    told: Mapping[str, Any],
    row_id: str,
    only: Collection[str] | None,
) -> Collection[str] | None:
    """Does what a route does when it is asked: the same checks, the same action. Names the fields that it took."""
    endpoint = offered[operation]
    sent: dict[str, Any] = {}
    body: dict[str, Any] = {}
    if endpoint.body is not None:
        fields = endpoint.body.fields.keys() & told.keys()
        body = {name: told[name] for name in fields if only is None or name in only}
        if only is not None and not body:
            return None
        sent["body"] = checked(endpoint.body, body)
    if endpoint.query is not None:
        sent["query"] = checked(endpoint.query, {})
    if endpoint.needs_version:
        sent["version"] = None
    path = signature(endpoint.view).parameters.keys() - {"work", "body", "query", "version"}
    endpoint.view(work, **sent, **{name: told.get(name) or row_id for name in path})
    return body.keys()
