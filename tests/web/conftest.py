"""An application on a database of its own, for what only shows between transactions that commit."""

import pytest

from kamfield.core.db import Database
from tests.api import Api


@pytest.fixture
def own_api(own_database: Database, app_on) -> Api:
    return Api(app_on(own_database))
