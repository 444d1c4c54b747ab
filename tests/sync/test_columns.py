"""Every column crosses the wire as the type that the app's schema says: the client empties silently what is not."""

from typing import Any

import pytest

from kamfield.core.work import Work
from kamfield.sync.queries.columns import kinds_of, stored
from kamfield.sync.rules import TABLES, Scope, Table
from kamfield.sync.rules.values import TYPES, same, to_phone
from tests.api import Api
from tests.make.phones import Puller
from tests.make.synced import fill

IN_JSON: dict[str, Any] = {"string": str, "number": (int, float), "boolean": bool}
each_table = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)


def pulled(api: Api, table: Table, row_id: str) -> dict[str, Any]:
    phone = Puller(api.li if table.scope is Scope.MINE else api.ada)
    phone.pull()
    return phone.rows[table.name][row_id]


@each_table
def test_each_column_has_its_type(api: Api, work: Work, table: Table) -> None:
    row = pulled(api, table, fill(work, table))
    kept = work.db.execute(stored(table.name).select().filter_by(id=row["id"])).one()
    assert row.keys() == {"id", *(column.name for column in table.columns)}
    for name, kind in kinds_of(table).items():
        value = row[name]
        private = next(column.private for column in table.columns if column.name == name)
        assert same(kind, value, None if private else to_phone(kind, getattr(kept, name))), name
        if value is not None:
            assert isinstance(value, IN_JSON[TYPES[kind]]), name
            assert isinstance(value, bool) == (TYPES[kind] == "boolean"), name


@each_table
def test_nothing_is_null_and_not_some_empty_value(api: Api, work: Work, table: Table) -> None:
    row = pulled(api, table, fill(work, table, empty=True))
    optional = [column.name for column in table.columns if stored(table.name).c[column.name].nullable]
    assert {name: row[name] for name in optional} == dict.fromkeys(optional)
