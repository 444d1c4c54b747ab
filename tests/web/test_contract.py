"""Schemathesis tries our own document: whatever it sends, no server error and no answer that is not documented."""

from collections.abc import Iterator
from contextlib import ExitStack
from functools import cache
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from kamfield.app import document
from kamfield.core.db import Database, connect
from kamfield.core.work import SYSTEM, Work
from kamfield.wiring import HOUSE
from tests.api import Caller
from tests.cast import Cast, Moment, Person
from tests.conftest import ENGINES
from tests.databases import lay_down, undone
from tests.house.addresses import MAP, Address
from tests.house.things import Things

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
TRIES = settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
schemathesis.serializer.alias("application/offset+octet-stream", "application/octet-stream")
Room = tuple[Database, dict[str, str]]  # where, and the ids of what is there
DOCUMENTED = [address for address in MAP if address.endpoint]


@pytest.fixture(scope="session")
def houses(pytestconfig: pytest.Config, new_database_url) -> Iterator[list[Database]]:
    """One on each engine: an input costs more to think of than to send, so each is sent to both."""
    only = pytestconfig.getoption("--engine")
    made = [connect(new_database_url(engine)) for engine in ENGINES if only in (None, engine)]
    for database in made:
        lay_down(database)
    yield made
    for database in made:
        database.dispose()


@pytest.fixture
def rooms(houses: list[Database], moment: Moment, address: Address) -> Iterator[list[Room]]:
    """In each house, things of li's that the address leads to, inside a transaction that is undone."""
    with ExitStack() as stack:
        doors = [stack.enter_context(undone(house)) for house in houses]
        yield [_furnished(Database(door, door), moment, address) for door in doors]


def _furnished(database: Database, moment: Moment, address: Address) -> Room:
    with database.writing() as db:
        ids = Things(Work(SYSTEM, moment.now, db, HOUSE)).of(address.parameters)
        db.commit()
    return database, ids


@pytest.mark.parametrize("address", DOCUMENTED, ids=str)
def test_the_document_is_kept(app_on, mounted: Flask, address: Address, rooms: list[Room]) -> None:
    """As li and as the administrator, with good and bad input, for real things and for ids that are made up."""
    operation = the_document(mounted)[_path(address)][address.method]
    modes = [GenerationMode.POSITIVE, *([GenerationMode.NEGATIVE] if _can_be_wrong(operation) else [])]
    cases = st.one_of([operation.as_strategy(generation_mode=mode) for mode in modes])

    @TRIES
    @given(case=cases, person=st.sampled_from([Cast.li, Cast.ada]), real=st.booleans())
    def tried(case: schemathesis.Case, person: Person, real: bool) -> None:
        for database, ids in rooms:
            app = app_on(database)
            if real and ids:
                case.path_parameters = dict(ids)
            signed_in = {"Authorization": f"Bearer {Caller(app, person).token()}", "Accept-Encoding": "identity"}
            case.call_and_validate(headers=signed_in, checks=CHECKS)

    tried()


@cache
def the_document(app: Flask) -> Any:
    """As the application serves it; what schemathesis works out for an operation is worked out once."""
    schema = schemathesis.openapi.from_dict(document())
    schema.app = app
    return schema


def _path(address: Address) -> str:
    path = address.rule
    for parameter in address.parameters:
        before, _, rest = path.partition("<")
        path = f"{before}{{{parameter}}}{rest.partition('>')[2]}"
    return path


def _can_be_wrong(operation: Any) -> bool:
    return bool(operation.query or operation.body or operation.headers or operation.path_parameters)
