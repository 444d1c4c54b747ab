"""Errors on the wire: `application/problem+json` in the caller's language, never a stack trace, never HTML."""

import logging
from contextlib import suppress
from typing import Any

import orjson
from flask import Flask, Response, g, request
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import HTTPException

from kamfield.core.db import as_problem
from kamfield.core.errors import Malformed, NotFound, NotSignedIn, Problem
from kamfield.core.texts import N_, choose_locale, translate
from kamfield.web import bearer
from kamfield.web.site import site

log = logging.getLogger(__name__)


class TooLarge(Problem):
    """The body is larger than the setting allows."""

    status = 413
    title = N_("Too large")
    detail = N_("The body is larger than this server accepts. Send less at once.")


class WrongMethod(Problem):
    """The address exists, but not for this method."""

    status = 405
    title = N_("Not a method of this address")
    detail = N_("This address does not know this method; see the Allow header.")


class NoSuchRange(Problem):
    """The asked part of a file lies beyond its end."""

    status = 416
    title = N_("No such part")
    detail = N_("The file does not have the part you ask for; see Content-Range for its size.")


_BY_STATUS: dict[int, type[Problem]] = {
    400: Malformed,
    404: NotFound,
    405: WrongMethod,
    413: TooLarge,
    416: NoSuchRange,
}


def answer_problems(app: Flask) -> None:
    """Makes every way in which a request can fail end in a problem document."""
    app.register_error_handler(Problem, answer)
    app.register_error_handler(HTTPException, _answer_http)
    app.register_error_handler(DBAPIError, _answer_database)
    app.register_error_handler(Exception, _answer_mistake)


def answer(problem: Problem) -> Response:
    """The problem as it crosses the wire."""
    response = Response(orjson.dumps(describe(problem)), problem.status, content_type="application/problem+json")
    if problem.status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    if problem.retry_after is not None:
        response.headers["Retry-After"] = str(problem.retry_after)
    return response


def describe(problem: Problem) -> dict[str, Any]:
    """The problem's members, in the caller's language."""
    locale = locale_of_request()
    document: dict[str, Any] = {
        "type": f"/problems/{problem.code}",
        "title": translate(problem.title, locale),
        "status": problem.status,
        "detail": translate(problem.detail, locale, **problem.params),
        "code": problem.code,
        "request_id": g.get("request_id"),
        **problem.members,
    }
    if problem.faults:
        document["errors"] = [fault.said(locale) for fault in problem.faults]
    return document


def locale_of_request() -> str:
    """What Accept-Language asks for, else the signed-in user's language, else English."""
    actor = g.get("actor")
    return choose_locale(list(request.accept_languages.values()), actor.locale if actor else "en")


def _answer_http(error: HTTPException) -> Response:
    _note_who_asks()
    problem = _BY_STATUS.get(error.code or 500)
    if problem is None:
        return _answer_mistake(error)
    response = answer(problem())
    for name, value in error.get_headers():
        if name not in {"Content-Type", "Content-Length"}:
            response.headers[name] = value
    return response


def _note_who_asks() -> None:
    """Where no route was found nobody looked who asks; their language is needed where they name none."""
    if "actor" in g or request.accept_languages:
        return
    here = site()
    with suppress(NotSignedIn, DBAPIError), here.database.reading() as db:
        g.actor = bearer.identify(here, db, here.clock())


def _answer_database(error: DBAPIError) -> Response:
    known = as_problem(error)
    return answer(known) if known else _answer_mistake(error)


def _answer_mistake(error: Exception) -> Response:
    log.error("unexpected error", exc_info=error)
    return answer(Problem())
