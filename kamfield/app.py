"""Builds the HTTP application."""

import gc
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

import flask_smorest
import orjson
from flask import Flask, Response
from sqlalchemy.orm import Session
from werkzeug.middleware.proxy_fix import ProxyFix

from kamfield.core import clock as clocks
from kamfield.core.clock import Clock
from kamfield.core.db import Database, connect
from kamfield.core.errors import NotSignedIn
from kamfield.core.files import Files
from kamfield.core.prepared import rows_of
from kamfield.core.work import Actor
from kamfield.outside import files_of
from kamfield.settings import Settings
from kamfield.users import queries as users
from kamfield.users.rules import in_force
from kamfield.web import addresses, docs, headers, health, pages, problems
from kamfield.web.actors import Actors
from kamfield.web.fields import Amount
from kamfield.web.site import Site
from kamfield.web.spec import describe_codes, describe_components
from kamfield.web.turns import Turns
from kamfield.wiring import API, CODE_LISTS, HOUSE, PAGES, ROUTES


def build(
    settings: Settings, *, database: Database | None = None, clock: Clock | None = None, files: Files | None = None
) -> Flask:
    """The application for these settings. Database, clock and files are made from them unless given."""
    app = _bare()
    app.config.update(MAX_CONTENT_LENGTH=settings.max_body_mb * 1024 * 1024, PROPAGATE_EXCEPTIONS=False)
    furnish(app, settings, database or connect(settings.url), clock or clock_of(settings), files or files_of(settings))
    headers.dress(app, settings)
    _mount(app)
    problems.answer_problems(app)
    app.wsgi_app = Turns(app.wsgi_app, 1 if settings.url.startswith("sqlite") else 2)  # type: ignore[method-assign]
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, count, count, x_host=0)  # type: ignore[method-assign]
    return app


def furnish(app: Flask, settings: Settings, database: Database, clock: Clock, files: Files) -> None:
    """Gives the application what its endpoints work with; what was remembered of another database is gone."""
    app.extensions["kamfield"] = Site(
        settings=settings, database=database, clock=clock, house=HOUSE, actors=Actors(identify), files=files
    )


def to_serve(settings: Settings) -> Flask:
    """The application of a process that answers requests until it ends."""
    app = build(settings)
    gc.collect()
    gc.freeze()  # what is loaded now stays: going through it again and again stops everybody for a quarter of a second
    return app


def clock_of(settings: Settings) -> Clock:
    """The real clock, or for a demonstration one that starts at `KAMFIELD_CLOCK`: now, or when it says after an `@`."""
    if not settings.clock:
        return clocks.now
    start, _, since = settings.clock.partition("@")
    return clocks.starting_at(datetime.fromisoformat(start), datetime.fromisoformat(since) if since else None)


def identify(db: Session, claims: Mapping[str, Any], at: datetime) -> Actor:
    """The user behind valid claims, if user and session are still good, with the reach of those they stand in for."""
    found = rows_of(db, users.signed_in(claims["sub"], claims["sid"], at))
    if not found:
        raise NotSignedIn
    row, others = found[0], [one for one in found if one.manager_id]
    stood_in_for = [one.manager_id for one in others if in_force(one.from_on, one.to_on, one.manager_zone, at)]
    return Actor(row.id, row.name, row.role, row.locale, row.time_zone, (row.id, *stood_in_for), claims["sid"])


@cache
def document() -> dict[str, Any]:
    """The OpenAPI document, the same for every application of this release; made when it is first asked for."""
    app = _bare()
    api = flask_smorest.Api(app, spec_kwargs={"info": {"description": docs.INTRODUCTION}, "servers": [{"url": "/"}]})
    api.register_converter(addresses.IdConverter, addresses.describe_id)
    api.register_field(Amount, "string", "decimal")
    describe_components(api.spec)
    describe_codes(api.ma_plugin.converter, CODE_LISTS)
    for blueprint in ROUTES:
        api.register_blueprint(blueprint, url_prefix=API)
    return docs.finished(api.spec.to_dict())


@cache
def _packed_document() -> bytes:
    return orjson.dumps(document())


def _bare() -> Flask:
    app = Flask("kamfield", static_folder=None)
    app.config.update(API_TITLE="Kamfield", API_VERSION="v1", OPENAPI_VERSION="3.1.0")
    app.url_map.converters["id"] = addresses.IdConverter
    return app


def _mount(app: Flask) -> None:
    for blueprint in ROUTES:
        app.register_blueprint(blueprint, url_prefix=API)
    served = "application/json"
    app.add_url_rule(f"{API}/openapi.json", "openapi", lambda: Response(_packed_document(), content_type=served))
    docs.serve_pages(app)
    pages.serve_style(app)
    pages.show_problems(app)
    pages.explain_problems(app)
    for page in PAGES:
        app.register_blueprint(page)
    health.watch(app)
