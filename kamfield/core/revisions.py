"""At which migration a database is, and which one this release wants.

Apart from what migrates: alembic and what it brings along are 8 MB that a web process never needs.
"""

import re
from functools import lru_cache
from pathlib import Path

from sqlalchemy import Connection, column, inspect, select, table

FOLDER = Path(__file__).parents[2] / "migrations"

_NAMES = re.compile(r"""^(revision|down_revision)\b[^=]*= ["'](\w+)["']""", re.MULTILINE)


def current(connection: Connection) -> str | None:
    """The revision a database is at."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.scalar(select(column("version_num")).select_from(table("alembic_version")))


@lru_cache
def newest() -> str | None:
    """The revision this release wants: the one that no other comes after."""
    named = [_NAMES.findall(path.read_text(encoding="utf-8")) for path in (FOLDER / "versions").glob("*.py")]
    roles = [pair for pairs in named for pair in pairs]
    followed = {revision for role, revision in roles if role == "down_revision"}
    return next((revision for role, revision in roles if role == "revision" and revision not in followed), None)
