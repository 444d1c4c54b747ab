"""Whether this process lives, and whether it can do its work: for whatever restarts us or sends us requests."""

from typing import Any

import orjson
from flask import Flask, Response
from sqlalchemy.exc import SQLAlchemyError

from kamfield.core import due, revisions
from kamfield.web.site import Site, site

MOST_LAG_SECONDS = 600


def watch(app: Flask) -> None:
    """Adds `/healthz` and `/readyz`; neither needs a sign-in, and neither tells more than an operator asks."""
    app.add_url_rule("/healthz", "is_alive", is_alive)
    app.add_url_rule("/readyz", "is_ready", is_ready)


def is_alive() -> Response:
    """This process answers."""
    return _json({"alive": True}, 200)


def is_ready() -> Response:
    """Database reachable, tables of this release, background at work; 503 when one of them is not so."""
    try:
        found = _look(site())
    except SQLAlchemyError:
        return _json({"ready": False, "database": {"ready": False}}, 503)
    ready = all(part["ready"] for part in found.values())
    return _json({"ready": ready, **found}, 200 if ready else 503)


def _look(here: Site) -> dict[str, dict[str, Any]]:
    with here.database.reading() as db:
        at = revisions.current(db.connection())
        right_tables = at == revisions.newest()
        lag = max((due.lag_seconds(db, kind, here.clock()) for kind in due.kinds()), default=0) if right_tables else 0
    return {
        "database": {"ready": True},
        "migrations": {"ready": right_tables, "at": at, "wants": revisions.newest()},
        "worker": {"ready": lag <= MOST_LAG_SECONDS, "lag_seconds": round(lag, 1), "at_most": MOST_LAG_SECONDS},
    }


def _json(content: dict[str, Any], status: int) -> Response:
    return Response(orjson.dumps(content), status, content_type="application/json")
