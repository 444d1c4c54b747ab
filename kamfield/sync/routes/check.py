"""Where a phone asks whether it has everything."""

from typing import Any

import orjson
from flask import Response, request

from kamfield.core.errors import Malformed
from kamfield.sync.actions.check import differing
from kamfield.sync.routes.blueprint import blueprint
from kamfield.sync.schemas.pull import CHECK, version_of
from kamfield.web.raw import Caller


@blueprint.raw("POST", "/sync/check", CHECK)
def check_phone(caller: Caller) -> Response:
    """Say which tables a phone has otherwise than it should: `{"visits": {"count": 812, "xor": 2166136261}, …}`.

    `xor` is the exclusive or of a hash of every row: FNV-1a, 32 bits, over the UTF-8 of `JSON.stringify([id, …])`, the
    columns in the order of the schema. Ask right after a pull and with nothing unsent; if the `timestamp` of the
    answer is not yours, pull and ask again. For a table in `differ`, pull anew from the beginning.
    """
    version, phones = version_of(request.args.get("schema_version", "")), _fingerprints()
    return Response(
        orjson.dumps(caller.look(lambda work: differing(work, version, phones))), content_type="application/json"
    )


def _fingerprints() -> dict[str, Any]:
    try:
        body = orjson.loads(request.get_data())
    except orjson.JSONDecodeError:
        raise Malformed from None
    if not isinstance(body, dict):
        raise Malformed
    return body
