"""Where phones pull what changed."""

from flask import Response, request

from kamfield.core.prepared import Prepared, rows_of
from kamfield.core.work import Work
from kamfield.sync.actions import pull as actions
from kamfield.sync.queries.frames import clock_value
from kamfield.sync.routes.blueprint import blueprint
from kamfield.sync.routes.seen import noted
from kamfield.sync.rules.wishes import Wish
from kamfield.sync.schemas.pull import PULL, wish_of
from kamfield.web import spool
from kamfield.web.raw import Caller

_PARAMETERS = ("last_pulled_at", "schema_version", "migration", "page_size")


@blueprint.raw("GET", "/sync", PULL)
@noted
def pull_changes(caller: Caller) -> Response:
    """Give a phone everything that changed for its user since `last_pulled_at`; without it, everything.

    Rows always come under `updated`: set `sendCreatedAsUpdated: true`. Instants are milliseconds, days are text,
    amounts whole ten-thousandths, lists and objects JSON text. With `page_size` pull again until `has_more` is false,
    and only then push. `deleted` also names what is no longer yours to see or older than the phone's window.
    """
    given = (request.args.get(name, "") for name in _PARAMETERS)
    wish = wish_of(*("" if text == "null" else text for text in given))
    if caller.read(lambda work: _has_everything(work, wish)):
        return spool.answer(actions.nothing_new(wish.version, wish.cursor))
    return spool.answer(caller.look(lambda work: spool.collected(actions.pull(work, wish))))


def _has_everything(work: Work, wish: Wish) -> bool:
    """Most pulls find nothing: one row of one table tells it, without a transaction."""
    if wish.late or wish.cursor.begun_on or not wish.cursor.position:
        return False
    return bool(rows_of(work.db, Prepared(clock_value(), {}))[0].value == wish.cursor.position)
