"""`kamfield sync typescript`: what an app gets compiles under `tsc --strict` and works with the real library."""

import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from kamfield.cli import main
from kamfield.sync.rules import TABLES, typescript
from tests.phones import watermelon as watermelon

STRICT = ["--strict", "--noUncheckedIndexedAccess", "--skipLibCheck", "--target", "es2022", "--lib", "es2022,dom"]
MODULES = ["--module", "commonjs", "--moduleResolution", "node10", "--esModuleInterop"]
USE = """
import { Database } from "@nozbe/watermelondb";
import LokiJSAdapter from "@nozbe/watermelondb/adapters/lokijs";
import { PlanLine, Visit, fingerprints, migrations, modelClasses, rowHash, schema, shown, stored } from "./index";

declare const process: { stdout: { write(text: string): void }; exit(code: number): void };

async function use(): Promise<void> {
  const adapter = new LokiJSAdapter({
    schema, migrations, useWebWorker: false, useIncrementalIndexedDB: false, extraLokiOptions: { autosave: false },
  });
  const database = new Database({ adapter, modelClasses });
  const visit = await database.write(() =>
    database.get<Visit>(Visit.table).create((row) => {
      row.day = "2026-03-02";
      row.minutes = 60;
      row.urgent = true;
    }),
  );
  const lines = await database.get<PlanLine>(PlanLine.table).query().fetch();
  process.stdout.write(JSON.stringify({
    day: visit.day, minutes: visit.minutes, urgent: visit.urgent, place: visit.placeId, lines: lines.length,
    amounts: [stored("12.5"), stored("-0.0001"), shown(125000, 2), shown(-1), shown(0)],
    hash: rowHash(["id-1", "李 \\u{1F600} é", 1.5, null, true]),
    visits: (await fingerprints(database)).visits?.count,
  }));
  process.exit(0);
}

use();
"""


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """The folder the command wrote."""
    done = CliRunner().invoke(main, ["sync", "typescript", str(tmp_path / "kamfield")])
    assert done.exit_code == 0, done.output
    return tmp_path / "kamfield"


def test_the_folder_holds_all_an_app_needs(written: Path) -> None:
    names = {path.name for path in written.iterdir()}
    assert names == {
        "amounts.ts",
        "fingerprints.ts",
        "index.ts",
        "migrations.ts",
        "models.ts",
        "schema.ts",
        "synchronize.ts",
    }


def test_it_compiles_strictly_and_its_rows_have_types_and_values(written: Path, watermelon: Path) -> None:
    (written.parent / "node_modules").symlink_to(watermelon / "node_modules")
    (written / "use.ts").write_text(USE)
    compiler = ["node", watermelon / "node_modules/typescript/lib/tsc.js", *STRICT, *MODULES]
    done = subprocess.run([*compiler, written / "use.ts"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    said = subprocess.run(["node", written / "use.js"], capture_output=True, text=True, check=True)
    assert json.loads(said.stdout.splitlines()[-1]) == {
        "day": "2026-03-02",
        "minutes": 60,
        "urgent": True,
        "place": None,
        "lines": 0,
        "amounts": [125000, -1, "12.50", "-0.0001", "0"],
        "hash": fnv(
            json.dumps(["id-1", "李 \U0001f600 é", 1.5, None, True], ensure_ascii=False, separators=(",", ":"))
        ),
        "visits": 1,
    }


def fnv(text: str) -> int:
    """FNV-1a with 32 bits."""
    value = 0x811C9DC5
    for byte in text.encode():
        value = (value ^ byte) * 0x01000193 % 2**32
    return value


def test_an_older_app_gets_the_schema_of_its_version(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["sync", "typescript", str(tmp_path), "--schema-version", "1"])
    assert done.exit_code == 0, done.output
    assert "version: 1" in (tmp_path / "schema.ts").read_text()
    assert "assessments" not in (tmp_path / "schema.ts").read_text()


def test_a_new_column_becomes_a_step_of_the_migration() -> None:
    column = {"name": "colour", "type": "string", "optional": True, "indexed": False}
    step = {"step": "add_columns", "name": "visits", "columns": [column]}
    schema = {"version": 3, "tables": [], "migrations": [{"to_version": 3, "steps": [step]}]}
    text = typescript.written(schema)["migrations.ts"]
    assert "import { addColumns, schemaMigrations }" in text
    assert 'addColumns({ table: "visits", columns: [{ name: "colour", type: "string", isOptional: true }] })' in text


def test_no_two_tables_share_a_class_and_no_two_columns_a_property() -> None:
    assert len({typescript.class_name(table.name) for table in TABLES}) == len(TABLES)
    for table in TABLES:
        assert len({typescript.property_name(column.name) for column in table.columns}) == len(table.columns)


def test_the_library_is_not_given_the_names_it_sets_by_itself() -> None:
    assert typescript.property_name("updated_at") == "updatedAtValue"
    assert typescript.property_name("created_at") == "createdAtValue"
    assert typescript.property_name("due_on") == "dueOn"
