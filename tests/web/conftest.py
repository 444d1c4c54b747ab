"""An application on a database of its own, for what only shows between transactions that commit."""

from collections.abc import Iterator

import pytest

from kamfield.app import build
from kamfield.core.db import Database, connect
from kamfield.settings import Settings
from tests.api import Api
from tests.cast import Moment
from tests.conftest import lay_down


@pytest.fixture
def own_database(engine_name: str, new_database_url) -> Iterator[Database]:
    """With all tables and the cast; what is written here is committed."""
    database = connect(new_database_url(engine_name))
    lay_down(database)
    yield database
    database.dispose()


@pytest.fixture
def own_api(own_database: Database, settings: Settings, moment: Moment) -> Api:
    return Api(build(settings, database=own_database, clock=moment))
