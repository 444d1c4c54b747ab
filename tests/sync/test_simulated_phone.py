"""The simulated phone does to its rows what the real WatermelonDB does, whatever a server may answer."""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.phones import Phones, SyncFailed
from tests.phones import watermelon as watermelon
from tests.sync.phone import Phone, Unusable

COLUMNS = [
    {"name": "name", "type": "string", "optional": False, "indexed": False},
    {"name": "note", "type": "string", "optional": True, "indexed": True},
    {"name": "size", "type": "number", "optional": False, "indexed": False},
    {"name": "price", "type": "number", "optional": True, "indexed": False},
    {"name": "urgent", "type": "boolean", "optional": False, "indexed": False},
    {"name": "done", "type": "boolean", "optional": True, "indexed": False},
]
SCHEMA: dict[str, Any] = {
    "version": 1,
    "tables": [{"name": name, "columns": COLUMNS} for name in ("things", "parts")],
    "migrations": [],
}
VALUES = ["", "text", "12", None, 0, 1, 1.5, -3, True, False, "2026-03-02"]
IDS = [f"row-{number}" for number in range(6)]


@pytest.fixture(scope="module")
def phones(watermelon: Path) -> Iterator[Phones]:
    process = Phones(watermelon)
    yield process
    process.close()


def a_row(chance: Random) -> dict[str, Any]:
    names = [str(column["name"]) for column in COLUMNS if chance.random() < 0.7]
    return {name: chance.choice(VALUES) for name in names}


def an_answer(chance: Random, timestamp: int) -> dict[str, Any]:
    changes = {}
    for table in ("things", "parts", "of_a_later_schema"):
        ids = chance.sample(IDS, chance.randint(0, 4))
        cut = chance.randint(0, len(ids))
        updated = [{"id": row_id, **a_row(chance)} for row_id in ids[:cut]]
        changes[table] = {"created": [], "updated": updated, "deleted": ids[cut:]}
    answer = {"changes": changes, "timestamp": timestamp}
    return answer | ({"experimentalStrategy": "replacement"} if chance.random() < 0.25 else {})


def edit(chance: Random, real: Any, simulated: Phone) -> None:
    table, row_id, columns = chance.choice(["things", "parts"]), chance.choice(IDS), a_row(chance)
    if row_id not in simulated.tables[table]:
        real.create(table, row_id, **columns)
        simulated.create(table, row_id, **columns)
    elif row_id in simulated.live(table):
        if chance.random() < 0.3:
            real.delete(table, row_id)
            simulated.delete(table, row_id)
        else:
            real.update(table, row_id, **columns)
            simulated.update(table, row_id, **columns)


def sorted_changes(changes: Any) -> Any:
    """The library names rows in the order of its indexes, which means nothing."""
    by_id = {"created": lambda row: row["id"], "updated": lambda row: row["id"], "deleted": str}
    return changes and {
        table: {kind: sorted(rows, key=by_id[kind]) for kind, rows in sent.items()} for table, sent in changes.items()
    }


@pytest.mark.parametrize("seed", range(12))
def test_both_hold_the_same_rows_after_the_same_life(phones: Phones, seed: int) -> None:
    chance = Random(seed)
    real = phones.new(f"life-{seed}", SCHEMA, "", "")
    simulated = Phone(SCHEMA, send=lambda *_: (500, None))
    for timestamp in range(1, 25):
        for _ in range(chance.randint(0, 4)):
            edit(chance, real, simulated)
        answer, accepts = an_answer(chance, timestamp), chance.random() < 0.7
        pushed = real.call("apply", answer=answer, accepts=accepts)
        simulated.apply(answer)
        changes = simulated.changes()
        empty = not any(one for sent in changes.values() for one in sent.values())
        assert sorted_changes(pushed) == (None if empty else sorted_changes(changes))
        if accepts:
            simulated.pushed(changes)
        assert real.tables() == {table: simulated.live(table) for table in simulated.tables}


@pytest.mark.parametrize(
    "spoilt",
    [
        {"timestamp": 0},
        {"timestamp": "7"},
        {"changes": {"things": {"created": [], "updated": [{"id": "a", "_status": "synced"}], "deleted": []}}},
        {"changes": {"things": {"created": [], "updated": [{"name": "no id"}], "deleted": []}}},
    ],
)
def test_both_throw_at_the_same_answers(phones: Phones, spoilt: dict[str, Any]) -> None:
    answer = {"changes": {}, "timestamp": 1} | spoilt
    real = phones.new("spoilt", SCHEMA, "", "")
    with pytest.raises(SyncFailed):
        real.call("apply", answer=answer)
    with pytest.raises(Unusable):
        Phone(SCHEMA, send=lambda *_: (500, None)).apply(answer)
