"""How a route appears in the OpenAPI document: generated from the endpoint, never written by hand."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import flask_smorest
from marshmallow import fields

from kamfield.core.codes import CodeList
from kamfield.web.endpoint import Endpoint
from kamfield.web.fields import Choice
from kamfield.web.raw import Header, RawEndpoint, Reply
from kamfield.web.schema import Problems, Schema

if TYPE_CHECKING:
    from apispec import APISpec

ERRORS = {
    400: "The body could not be read.",
    401: "No valid access token.",
    403: "You may see this but not do it.",
    404: "Missing, or out of your reach: the two are not told apart.",
    405: "This address does not know this method.",
    409: "Not possible in the present state.",
    410: "It existed, and is over.",
    412: "Somebody changed it after you read it; or this version of a protocol is not spoken here.",
    413: "The body is larger than this server accepts. Send less at once.",
    415: "The body is not of the wanted media type.",
    416: "The file has no such range.",
    422: "Some values cannot be accepted; `errors` says which and why.",
    426: "The app must be updated first; nothing on the phone is lost.",
    428: "If-Match is missing.",
    429: "Too many attempts; see Retry-After.",
    460: "The bytes do not have the checksum that came with them.",
    503: "Busy; nothing was changed; see Retry-After.",
}
_IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "description": 'The ETag you read (`"7"`), or `*` to overwrite whatever is there.',
    "schema": {"type": "string"},
    "example": '"7"',
}
_IF_NONE_MATCH = {
    "name": "If-None-Match",
    "in": "header",
    "description": "The ETag you have; 304 when it is still the current one.",
    "schema": {"type": "string"},
}
_IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "Any text of your own, new for each act; the same request sent again gets the first answer.",
    "schema": {"type": "string", "maxLength": 200},
}


def describe_components(spec: "APISpec") -> None:
    """The parts that every operation refers to."""
    spec.components.security_scheme("bearer", {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"})
    spec.components.schema("Problem", schema=Problems, example=Problems.example)
    for status, text in ERRORS.items():
        content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
        spec.components.response(f"Error{status}", {"description": text, "content": content})


def describe_codes(converter: Any, code_lists: Sequence[CodeList]) -> None:
    """Each field of codes names the list in which their labels stand: `x-code-list`."""
    names = {tuple(code.code for code in one.codes): one.name for one in code_lists}

    def list_of(_converter: Any, field: Any, **_: Any) -> dict[str, Any]:
        name = names.get(tuple(str(code.value) for code in field.codes)) if isinstance(field, Choice) else None
        return {} if name is None else {"x-code-list": name}

    converter.add_attribute_function(list_of)


def documentation(blueprint: flask_smorest.Blueprint, endpoint: Endpoint) -> dict[str, Any]:
    """What flask-smorest says of an endpoint: its decorators run on a stand-in, once the document is asked for.

    Each of them copies what the one before said, schemas and all: those with schemas come last.
    """

    def stand_in() -> None:
        """Carries the documentation."""

    described: Any = blueprint.doc(
        **({"requestBody": _file_of(endpoint)} if endpoint.upload else {}),
        operationId=endpoint.view.__name__,
        security=[] if endpoint.public else [{"bearer": []}],
        responses={str(status): f"Error{status}" for status in _errors_of(endpoint)},
    )(stand_in)
    described = _with_answer(blueprint, endpoint, described)
    if endpoint.query is not None:
        described = blueprint.arguments(endpoint.query, location="query")(described)
    if endpoint.body is not None:
        example = endpoint.body.example or None
        described = blueprint.arguments(endpoint.body, location="json", example=example)(described)
    said: dict[str, Any] = described._apidoc
    # beside the parameters of the query, which a `parameters` of `blueprint.doc` would replace
    said.setdefault("arguments", {}).setdefault("parameters", []).extend(_headers_of(endpoint))
    return said


def _file_of(endpoint: Endpoint) -> dict[str, Any]:
    binary = {"type": "string", "format": "binary"}
    form = {"type": "object", "properties": {"file": binary}, "required": ["file"]}
    bodies = {content_type: {"schema": binary} for content_type in endpoint.content_types}
    return {"required": True, "content": {**bodies, "multipart/form-data": {"schema": form}}}


def documentation_raw(blueprint: flask_smorest.Blueprint, endpoint: RawEndpoint) -> dict[str, Any]:
    """The same for a raw route, whose wire says everything itself."""

    def stand_in() -> None:
        """Carries the documentation."""

    wire = endpoint.wire
    errors = {*wire.errors, 503} if endpoint.public else {*wire.errors, 401, 503}
    replies = {str(status): _reply(reply) for status, reply in wire.replies.items()}
    said: dict[str, Any] = {
        "operationId": endpoint.view.__name__,
        "security": [] if endpoint.public else [{"bearer": []}],
        "parameters": [
            {"in": place, **_header(one)}
            for place, described in (("header", wire.headers), ("query", wire.parameters))
            for one in described
        ],
        "responses": replies | {str(status): f"Error{status}" for status in sorted(errors)},
    }
    if wire.body is not None:
        said["requestBody"] = {"content": {wire.body: {"schema": _BYTES}}}
    found: dict[str, Any] = blueprint.doc(**said)(stand_in)._apidoc
    return found


_BYTES = {"type": "string", "format": "binary"}


def _header(header: Header) -> dict[str, Any]:
    described = {"name": header.name, "description": header.text, "example": header.example}
    return {**described, "required": header.required, "schema": {"type": "string"}}


def _reply(reply: Reply) -> dict[str, Any]:
    said: dict[str, Any] = {"description": reply.text}
    if reply.headers:
        described = {header.name: _header(header) for header in reply.headers}
        said["headers"] = {name: {k: v for k, v in one.items() if k != "name"} for name, one in described.items()}
    if reply.media_type is not None:
        schema = {"type": "object"} if reply.media_type == "application/json" else _BYTES
        said["content"] = {reply.media_type: {"schema": schema}}
    return said


def _with_answer(blueprint: flask_smorest.Blueprint, endpoint: Endpoint, described: Any) -> Any:
    if endpoint.answer is None and endpoint.content_types:
        binary = {"schema": {"type": "string", "format": "binary"}}
        content = dict.fromkeys(endpoint.content_types, binary)
        described = blueprint.doc(responses={"200": {"description": "The file.", "content": content}})(described)
        return blueprint.response(endpoint.status)(described)
    if endpoint.answer is None:
        return blueprint.response(endpoint.status)(described)
    schema, example = endpoint.answer, endpoint.answer.example or None
    if endpoint.sorts is not None:
        schema = _page_of(schema)
        example = {"items": [example], "next_cursor": None} if example else None
    elif endpoint.method == "GET":
        described = blueprint.response(304)(described)
    return blueprint.response(endpoint.status, schema, example=example)(described)


def _page_of(schema: Schema) -> Schema:
    name = type(schema).__name__.removesuffix("Schema") + "Page"
    columns = {
        "items": fields.List(fields.Nested(type(schema)), required=True),
        "next_cursor": fields.String(required=True, allow_none=True),
    }
    found: type[Schema] = _PAGES.setdefault(name, type(name, (Schema,), columns))
    return found()


_PAGES: dict[str, type[Schema]] = {}


def _headers_of(endpoint: Endpoint) -> list[dict[str, Any]]:
    headers: list[dict[str, Any]] = []
    if endpoint.needs_version:
        headers.append(_IF_MATCH)
    if endpoint.repeatable:
        headers.append(_IDEMPOTENCY_KEY)
    if endpoint.method == "GET" and endpoint.sorts is None:
        headers.append(_IF_NONE_MATCH)
    return headers


def _errors_of(endpoint: Endpoint) -> list[int]:
    """Every error that the house itself may answer here; a view's own conflicts are 403, 404, 409 and 422."""
    statuses = {401, 404, 422, 429, 503}  # 401 also where nobody needs a token: a password may be wrong
    if endpoint.method != "GET" or endpoint.writes:
        statuses |= {403, 409}
    if endpoint.body is not None:
        statuses |= {400, 413, 415}
        if "version" in endpoint.body.fields:  # a decision about what was seen
            statuses.add(412)
    if endpoint.upload is not None:
        statuses.add(413)
    if endpoint.needs_version:
        statuses |= {412, 428}
    return sorted(statuses)
