"""Brings a database to the tables of this release."""

from datetime import date

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from kamfield.core import sync_clock
from kamfield.core.db import Database, rebuilding
from kamfield.core.revisions import FOLDER as FOLDER
from kamfield.core.revisions import current as current
from kamfield.core.revisions import newest as newest
from kamfield.core.rows import Base


def upgrade(database: Database, revision: str = "head") -> None:
    """To a revision, the newest unless told otherwise; nothing happens when the database is there already."""
    with rebuilding(database) as connection:
        command.upgrade(_config(connection), revision)
        if revision == "head" and newest():
            with Session(connection) as db:
                sync_clock.start(db)


def downgrade(database: Database, revision: str) -> None:
    """Back to a revision; `base` is the empty database."""
    with rebuilding(database) as connection:
        command.downgrade(_config(connection), revision)


def differences(connection: Connection) -> list[object]:
    """What the models have and the database lacks, or the other way round; empty when they agree."""
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, Base.metadata))


def write_new(database: Database, what: str, on: date) -> None:
    """Writes the next migration from the difference between the database and the models."""
    with rebuilding(database) as connection:
        count = len(list(ScriptDirectory(str(FOLDER)).walk_revisions())) + 1
        name = f"{on:%Y_%m_%d}_{count:02d}"
        command.revision(_config(connection), what, autogenerate=True, rev_id=name)


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["connection"] = connection
    return config
