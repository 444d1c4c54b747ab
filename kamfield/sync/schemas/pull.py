"""The parameters of a pull."""

import json
from collections.abc import Mapping
from functools import lru_cache

from kamfield.core.errors import Fault, Invalid
from kamfield.core.texts import N_
from kamfield.sync.rules import SCHEMA_VERSION
from kamfield.sync.rules.cursors import MOST, cursor_of
from kamfield.sync.rules.versions import spoken
from kamfield.sync.rules.wishes import UnknownName, Wish, late_of
from kamfield.sync.schemas.wires import CURSOR, DEVICE, VERSION
from kamfield.web.raw import Header, Reply, Wire

MOST_ROWS = 2_000
NOTHING_YET = frozenset({"", "null", "0"})

CHECK = Wire(
    {
        200: Reply(
            "The tables that `differ`; what all that were named should be (`tables`); the server's `timestamp`.",
            media_type="application/json",
        )
    },
    body="application/json",
    parameters=(VERSION,),
    errors=(400, 413, 422, 426),
)
PULL = Wire(
    {
        200: Reply(
            "`changes` by table, each with `created` (always empty), `updated` and `deleted`; the `timestamp` to send"
            " next time; `has_more`; with `page_size` also `remaining` rows; `experimentalStrategy` when the phone must"
            " throw away what it has; `resync` when the server was restored from a backup.",
            media_type="application/json",
        )
    },
    DEVICE,
    parameters=(
        CURSOR,
        VERSION,
        Header(
            "migration",
            "What the app did not know when it pulled last, as the client says it: all of it comes, at once.",
            '{"from":1,"tables":["assessments"],"columns":[]}',
        ),
        Header("page_size", f"Rows per answer, at most {MOST_ROWS}; without it everything comes at once.", "1000"),
    ),
    errors=(422, 426),
)


@lru_cache(1000)
def wish_of(cursor: str, version: str, migration: str, page_size: str) -> Wish:
    """What the parameters ask for; `Invalid` names the one that makes no sense."""
    return Wish(
        cursor=cursor_of(0 if cursor in NOTHING_YET else _whole("last_pulled_at", cursor, MOST)),
        version=version_of(version),
        page_size=_whole("page_size", page_size, MOST_ROWS, least=1) if page_size else None,
        late=_late(migration),
    )


def version_of(text: str) -> int:
    """The schema version of the answer."""
    return spoken(_whole("schema_version", text, MOST) if text else SCHEMA_VERSION)


def _late(migration: str) -> Mapping[str, tuple[str, ...]]:
    try:
        return late_of(migration)
    except UnknownName as error:
        text = N_("Phones have no table or column called %(name)s.")
        raise Invalid([Fault("unknown-name", text, parameter="migration", params={"name": str(error)})]) from None
    except (json.JSONDecodeError, KeyError, TypeError, AttributeError):
        text = N_("This is not a migration as the sync client describes it.")
        raise Invalid([Fault("not-a-migration", text, parameter="migration")]) from None


def _whole(parameter: str, text: str, most: int, *, least: int = 0) -> int:
    if text.isascii() and text.isdigit() and len(text) < 20 and least <= int(text) <= most:
        return int(text)
    told = N_("This must be a whole number from %(least)s to %(most)s.")
    raise Invalid([Fault("not-a-number", told, parameter=parameter, params={"least": least, "most": most})])
