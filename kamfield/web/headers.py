"""What every answer carries: request id, security headers, CORS, compression, a line in the log."""

import logging
import re
import time
from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask, Response, g, request
from flask_compress import Compress

from kamfield.core import clock, metrics
from kamfield.settings import Settings
from kamfield.web.turns import Application

log = logging.getLogger("kamfield.access")

_EXPOSED = (
    "Content-Disposition, Content-Range, ETag, Link, Location, X-Request-Id, Retry-After, Tus-Resumable, Tus-Version,"
    " Tus-Extension, Tus-Max-Size, Tus-Checksum-Algorithm, Upload-Expires, Upload-Length, Upload-Metadata,"
    " Upload-Offset"
)
_ALLOWED = (
    "Authorization, Content-Type, If-Match, If-None-Match, Idempotency-Key, X-Request-Id, Accept-Language, Range,"
    " Tus-Resumable, Upload-Checksum, Upload-Length, Upload-Metadata, Upload-Offset, X-HTTP-Method-Override"
)

_SAFE_ID = re.compile(r"\A[A-Za-z0-9_.:-]{1,100}\Z")
_SECURITY = (
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
    ("Cache-Control", "no-store"),
)


def dress(app: Flask, settings: Settings) -> None:
    """Adds all of it to the application."""
    app.wsgi_app = _secured(app.wsgi_app)  # type: ignore[method-assign,assignment]
    app.before_request(_open)
    app.after_request(_close)
    app.config.update(
        COMPRESS_ALGORITHM=["zstd", "gzip"],
        COMPRESS_ALGORITHM_STREAMING=["zstd", "gzip"],
        COMPRESS_LEVEL=1,
        COMPRESS_ZSTD_LEVEL=3,
        COMPRESS_MIN_SIZE=500,
        COMPRESS_MIMETYPES=[
            "application/json",
            "application/problem+json",
            "text/html",
            "text/csv",
            "text/css",
            "application/javascript",
            "text/calendar",
        ],
    )
    Compress(app)
    if settings.cors_origins:
        _allow_origins(app, {origin.strip() for origin in settings.cors_origins.split(",")})


def _secured(application: Application) -> Application:
    """Adds the security headers that an answer does not bring itself; outside of Flask, which checks each for 5 µs."""

    def secured(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            brought = {name for name, _ in headers}
            return start_response(status, [*headers, *(one for one in _SECURITY if one[0] not in brought)], *error)

        return application(environ, start)

    return secured


def _open() -> None:
    given = request.headers.get("X-Request-Id", "")
    g.request_id = given if _SAFE_ID.match(given) else clock.new_id()
    g.began = time.perf_counter()


def _close(response: Response) -> Response:
    response.headers["X-Request-Id"] = g.get("request_id", "")
    actor = g.get("actor")
    seconds = time.perf_counter() - g.get("began", time.perf_counter())
    _count(response, seconds)
    log.info(
        "%s %s %s",
        request.method,
        request.path,
        response.status_code,
        extra={
            "request_id": g.get("request_id"),
            "user_id": actor.id if actor else None,
            "status": response.status_code,
            "milliseconds": round(seconds * 1000, 2),
        },
    )
    return response


def _count(response: Response, seconds: float) -> None:
    meters = metrics.meters()
    if meters is not None:
        route = request.url_rule.rule if request.url_rule else "unknown"
        meters.requests.labels(request.method, route, str(response.status_code)).inc()
        meters.seconds.labels(route).observe(seconds)


def _allow_origins(app: Flask, origins: set[str]) -> None:
    @app.after_request
    def allow(response: Response) -> Response:
        origin = request.headers.get("Origin", "")
        if origin in origins:
            response.headers["Access-Control-Allow-Origin"] = origin
            response.headers["Access-Control-Expose-Headers"] = _EXPOSED
            response.headers.add("Vary", "Origin")
            if request.method == "OPTIONS":
                response.headers["Access-Control-Allow-Methods"] = "GET, POST, PUT, PATCH, DELETE, HEAD"
                response.headers["Access-Control-Allow-Headers"] = _ALLOWED
                response.headers["Access-Control-Max-Age"] = "600"
        return response
