"""An application on a database of its own, for what only shows between transactions that commit."""

import pytest

from kamfield.app import build
from kamfield.core.db import Database
from kamfield.settings import Settings
from tests.api import Api
from tests.cast import Moment


@pytest.fixture
def own_api(own_database: Database, settings: Settings, moment: Moment) -> Api:
    return Api(build(settings, database=own_database, clock=moment))
