"""Small pages for people who follow a mailed link: rendered here, no script, one style sheet of our own.

A slice keeps its templates in `<slice>/templates/`; they extend `web/page.html`. Texts are `{{ t("…") }}` in the
templates and stand in the slice's catalogue.
"""

import base64
import hashlib
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any

import flask
from flask import Flask, Response, request, url_for
from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup
from sqlalchemy.exc import DBAPIError

from kamfield.core.db import as_problem
from kamfield.core.errors import NotFound, Problem
from kamfield.core.texts import N_, choose_locale, outlined, translate
from kamfield.web import browser
from kamfield.web.endpoint import Endpoint
from kamfield.web.problems import locale_of_request

HOUSE = Path(__file__).parents[1]
_A_YEAR = 365 * 24 * 3600
NOT_DONE = N_("Something went wrong")
SAID = {  # a heading, and what a person who follows a link or sends a form needs to know
    400: (NOT_DONE, N_("This could not be read. Please go back and try once more.")),
    403: (N_("Not for you to do"), N_("You may look at this, but it is for somebody else to do.")),
    404: (N_("Nothing here"), N_("There is no such page. Perhaps a part of the address got lost on the way.")),
    405: (N_("Please go back"), N_("This page is not opened by a link. Please go back and use its button.")),
    413: (N_("Too much"), N_("That was too much for one page. Please go back and send less.")),
    429: (N_("Too often"), N_("That was too often in a short time. Please wait a few minutes.")),
    500: (NOT_DONE, N_("It is not your fault. Nothing was changed; please try again in a moment.")),
}
_POLICY = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"


class Pages(flask.Blueprint):
    """A slice's pages; `receive` gives a form the same work, transaction and record as an endpoint of the API."""

    def receive(
        self, rule: str, refuse: Callable[[Problem], Response], *, signed_in: bool = False
    ) -> Callable[..., Any]:
        """A form is sent here. The view writes and returns a Response; `refuse` shows why it could not.

        With `signed_in` it works as who is signed in with this browser, and the form must carry their `seal`.
        """

        def register(view: Callable[..., Response]) -> Callable[..., Response]:
            endpoint = Endpoint(method="POST", view=view, public=not signed_in, who=browser.identify_sender)

            def answer(**path: Any) -> Response:
                request.form  # noqa: B018  read now: nothing is held while a slow phone sends it
                try:
                    return endpoint(**path)
                except Problem as problem:
                    return refuse(problem)
                except DBAPIError as error:
                    return refuse(_known(error))

            self.add_url_rule(rule, view.__name__, answer, methods=["POST"])
            return view

        return register


def render(name: str, *, status: int = 200, locale: str | None = None, **values: Any) -> Response:
    """A page from `<slice>/<template>`, in the reader's language; `locale` when the browser names none."""
    spoken = choose_locale(list(request.accept_languages.values()), locale or "en")
    return render_in(spoken, name, status=status, **values)


def render_in(locale: str, name: str, /, *, status: int = 200, **values: Any) -> Response:
    """A page for one of us, who chose a language: it is that of the mail that led here."""
    return _page(_filled(name, locale, values), status, _POLICY)


def render_alone(name: str, style: str, locale: str, **values: Any) -> Response:
    """A page in one language that loads nothing, not even our style sheet: it can be printed, kept and mailed.

    Its template writes `<style>{{ style }}</style>`, and no other style than this is allowed.
    """
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    text = _filled(name, locale, {"style": Markup(style), **values})  # noqa: S704  a file of ours
    return _page(text, 200, _POLICY.replace("style-src 'self'", f"style-src 'sha256-{digest}'"))


def drawing(template: str, locale: str, /, **values: Any) -> Response:
    """A picture (SVG) from `<slice>/<template>`; it may bring its own style and reaches for nothing else."""
    text = _templates.get_template(template).render(t=partial(translate, locale=locale), locale=locale, **values)
    headers = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}
    return Response(text, content_type="image/svg+xml; charset=utf-8", headers=headers)


def serve_style(app: Flask) -> None:
    """The style sheets, each at an address of its own contents: a browser fetches it once, and a new one at once."""

    @app.get("/pages/<any(page, wide):name>.<edition>.css")
    def page_style(name: str, edition: str) -> Response:
        kept = f"public, max-age={_A_YEAR}, immutable" if edition == _edition_of(name) else "no-cache"
        return Response(_style(name), mimetype="text/css", headers={"Cache-Control": kept})


def show_problems(app: Flask) -> None:
    """Who opens an address with a browser reads what went wrong as a page, not as a document for programs."""

    @app.after_request
    def as_page(response: Response) -> Response:
        is_for_people = "text/html" in request.headers.get("Accept", "") and not request.path.startswith("/api/")
        if response.mimetype != "application/problem+json" or not is_for_people:
            return response
        locale = locale_of_request()
        title, said = (translate(text, locale) for text in SAID.get(response.status_code, SAID[500]))
        shown = render_in(locale, "web/problem.html", status=response.status_code, title=title, said=said)
        for name in set(response.headers.keys()) - {"Content-Type", "Content-Length"}:
            shown.headers[name] = response.headers[name]
        return shown


def explain_problems(app: Flask) -> None:
    """The `type` of every problem document leads to a page that says what it means (RFC 9457)."""

    @app.get("/problems/<code>")
    def problem_page(code: str) -> Response:
        problem = Problem.known.get(code)
        if problem is None:
            raise NotFound
        locale = locale_of_request()
        said = outlined(problem.detail, locale)
        return render_in(locale, "web/problem_told.html", title=translate(problem.title, locale), said=said, of=problem)


def style_address(name: str) -> str:
    """Where a style sheet is: `page` for every page, `wide` for those that need the width of a screen."""
    return url_for("page_style", name=name, edition=_edition_of(name))


def _known(error: DBAPIError) -> Problem:
    known = as_problem(error)
    if known is None:
        raise error
    return known


@cache
def _style(name: str) -> str:
    return (HOUSE / f"web/templates/{name}.css").read_text("utf-8")


@cache
def _edition_of(name: str) -> str:
    return hashlib.sha256(_style(name).encode()).hexdigest()[:16]


def _filled(name: str, locale: str, values: dict[str, Any]) -> str:
    said = partial(translate, locale=locale)
    return _templates.get_template(name).render(
        t=said, locale=locale, url_for=url_for, style_at=style_address, **values
    )


def _page(text: str, status: int, policy: str) -> Response:
    return Response(text, status, content_type="text/html; charset=utf-8", headers={"Content-Security-Policy": policy})


def _source(name: str) -> str:
    folder, _, file = name.partition("/")
    return (HOUSE / folder / "templates" / file).read_text("utf-8")


_templates = Environment(
    loader=FunctionLoader(_source), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)
