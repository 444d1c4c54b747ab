"""Small pages for people who follow a mailed link: rendered here, no script, one style sheet of our own.

A slice keeps its templates in `<slice>/templates/`; they extend `web/page.html`. Texts are `{{ t("…") }}` in the
templates and stand in the slice's catalogue.
"""

import base64
import hashlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import flask
from flask import Flask, Response, request, url_for
from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from kamfield.core.errors import Problem
from kamfield.core.texts import choose_locale, translate
from kamfield.web import browser
from kamfield.web.endpoint import Endpoint

HOUSE = Path(__file__).parents[1]
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
    """`/pages/page.css` for every page, `/pages/wide.css` for those that need the width of a screen."""
    headers = {"Cache-Control": "public, max-age=3600"}
    styles = {name: (HOUSE / f"web/templates/{name}.css").read_text("utf-8") for name in ("page", "wide")}

    @app.get("/pages/<any(page, wide):name>.css")
    def page_style(name: str) -> Response:
        return Response(styles[name], mimetype="text/css", headers=headers)


def _filled(name: str, locale: str, values: dict[str, Any]) -> str:
    said = partial(translate, locale=locale)
    return _templates.get_template(name).render(t=said, locale=locale, url_for=url_for, **values)


def _page(text: str, status: int, policy: str) -> Response:
    return Response(text, status, content_type="text/html; charset=utf-8", headers={"Content-Security-Policy": policy})


def _source(name: str) -> str:
    folder, _, file = name.partition("/")
    return (HOUSE / folder / "templates" / file).read_text("utf-8")


_templates = Environment(
    loader=FunctionLoader(_source), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)
