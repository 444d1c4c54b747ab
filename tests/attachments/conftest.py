"""A photo of li's, phones that send its bytes, and a served application for real clients."""

from collections.abc import Iterator
from typing import Any

import pytest

from kamfield.attachments.models import Attachment
from kamfield.core.db import connect
from kamfield.core.work import SYSTEM, Work
from kamfield.wiring import HOUSE
from tests.api import Api
from tests.cast import Moment
from tests.conftest import lay_down
from tests.make.attachments import Sender, make_attachment
from tests.object_store import new_bucket as new_bucket
from tests.object_store import object_store as object_store
from tests.served import Served, serving


@pytest.fixture
def photo(work: Work) -> Attachment:
    """A photo of an account of li's, said but not sent."""
    made = make_attachment(work)
    work.db.commit()
    return made


@pytest.fixture
def phone(api: Api) -> Sender:
    """li's phone."""
    return Sender(api.li)


@pytest.fixture(scope="module")
def served(engine_name: str, new_database_url: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server with the cast in its database."""
    url = new_database_url(engine_name)
    database = connect(url)
    lay_down(database)
    database.dispose()
    with serving(url, tmp_path_factory.mktemp("home")) as server:
        yield server


@pytest.fixture
def attachment_id(served: Served) -> str:
    """A photo of li's, said but not sent."""
    database = connect(served.url)
    with database.writing() as db:
        made = make_attachment(Work(SYSTEM, Moment.START, db, HOUSE))
        db.commit()
    database.dispose()
    return made.id
