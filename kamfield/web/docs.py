"""The OpenAPI document as it leaves, and the browsable pages, all from our own files."""

from pathlib import Path
from typing import Any

import flask_swagger_ui
from flask import Flask, Response, send_from_directory

INTRODUCTION = """Visit planning and field activity for key-account teams.

**Signing in.** `POST /api/v1/sessions` gives a short access token and a refresh token; send the access token as
`Authorization: Bearer …`.

**Reach.** You see your own things, those of everybody below you, and the accounts you are on the team of. What you
cannot reach does not exist: the answer is 404.

**Errors** are `application/problem+json` (RFC 9457) with a stable `code`; texts come in the language of
`Accept-Language` (`en`, `zh-CN`). `type` leads to a page that explains the code; `docs/codes.md` lists them all.

**Versions.** Reading one thing gives an `ETag`; changing it needs that ETag as `If-Match`, and answers 412 when
somebody changed it meanwhile.

**Ids** are texts of 1 to 64 letters, digits, dots, dashes and underscores. Where a draft has an `id` you may make it
yourself (a UUID, say), so that a thing made offline has its name already; one that is taken is 409 `id-taken`.

**Codes** (`sales_visit`, `out_of_range`) never change; people read their labels. A field of codes names its list in
`x-code-list`; `GET /api/v1/code-lists` has all lists with the labels in both languages, in the order to offer them.
Phones have them as the table `codes`.

**Retries.** A POST with an `Idempotency-Key` can be sent again without doing it twice: the same body gets the first
answer, another body under the same key is 422.

**Lists** come in pages: follow `next_cursor` (or the `Link` header) until it is null.
"""

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Kamfield API</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/docs/swagger-ui.css"></head>
<body><div id="swagger-ui"></div>
<script src="/docs/swagger-ui-bundle.js"></script><script src="/docs/start.js"></script></body></html>
"""
_START = """SwaggerUIBundle({url: "/api/v1/openapi.json", dom_id: "#swagger-ui", deepLinking: true,
  persistAuthorization: true, displayRequestDuration: true, filter: true, validatorUrl: null});
"""
_POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'"


def finished(document: dict[str, Any]) -> dict[str, Any]:
    """The generated document without what nobody needs."""
    for path in document["paths"].values():
        for method, operation in path.items():
            if method != "parameters":
                operation["responses"].pop("default", None)
    document["components"]["responses"].pop("DEFAULT_ERROR", None)
    document["components"]["schemas"].pop("Error", None)  # flask-smorest's own; ours is Problem
    _write_patterns_as_javascript(document)
    return document


def _write_patterns_as_javascript(part: Any) -> None:
    r"""JSON Schema knows `^` and `$` where Python says `\A` and `\Z`."""
    if isinstance(part, dict):
        if isinstance(pattern := part.get("pattern"), str):
            part["pattern"] = pattern.replace(r"\A", "^").replace(r"\Z", "$")
        for inner in part.values():
            _write_patterns_as_javascript(inner)
    elif isinstance(part, list):
        for inner in part:
            _write_patterns_as_javascript(inner)


def serve_pages(app: Flask) -> None:
    """`/docs`: the API to look at and to try, without internet."""
    folder = Path(flask_swagger_ui.__file__).parent / "dist"

    @app.get("/docs")
    def api_pages() -> Response:
        return _page(_PAGE, "text/html; charset=utf-8")

    @app.get("/docs/start.js")
    def api_pages_start() -> Response:
        return _page(_START, "application/javascript")

    @app.get("/docs/<path:name>")
    def api_pages_file(name: str) -> Response:
        response = send_from_directory(folder, name)
        response.headers["Content-Security-Policy"] = _POLICY
        return response


def _page(text: str, content_type: str) -> Response:
    return Response(text, content_type=content_type, headers={"Content-Security-Policy": _POLICY})
