"""`kamfield import`, and the example mappings on real lists where they lie beside the clone."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select

from kamfield.accounts.models import Account, Fact, Place
from kamfield.cli import main
from kamfield.core.db import Database, connect
from tests.accounts.sheets import as_csv, clinic
from tests.conftest import lay_down

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
DATA = ROOT.parent / "shared" / "data"
real_files = pytest.mark.skipif(not DATA.is_dir(), reason=f"the real lists do not lie beside the clone, in {DATA}")

MAPPING = """
target: accounts
fields:
  code: ID
  name: NAME
  status: {column: STATUS, values: {OPEN: active, CLOSED: lost}}
"""


@pytest.fixture
def house(engine_name: str, new_database_url, tmp_path: Path, monkeypatch):
    """A database of its own with the cast, because the command opens it by itself."""
    url = new_database_url(engine_name)
    monkeypatch.setenv("KAMFIELD_HOME", str(tmp_path))
    monkeypatch.setenv("KAMFIELD_DATABASE_URL", url)
    database = connect(url)
    lay_down(database)
    yield database
    database.dispose()


@pytest.fixture
def run(house: Database, tmp_path: Path) -> Callable[..., Result]:
    """The command with a mapping of three columns and li as the lead, unless told otherwise."""
    (tmp_path / "mapping.yaml").write_text(MAPPING)

    def invoke(file: Path, *options: str, mapping: object = tmp_path / "mapping.yaml") -> Result:
        usual = ["import", "accounts", str(file), "--mapping", str(mapping), "--lead", "li@example.com"]
        return CliRunner().invoke(main, [*usual, *options])

    return invoke


def written(path: Path, *rows: dict[str, str]) -> Path:
    path.write_bytes(as_csv(rows))
    return path


def count(database: Database, kind: type) -> int:
    with database.reading() as db:
        return db.scalar(select(func.count()).select_from(kind)) or 0


def test_good_rows_end_with_0_and_a_summary(run, house: Database, tmp_path: Path) -> None:
    done = run(written(tmp_path / "a.csv", clinic(1), clinic(2)))
    assert done.exit_code == 0, done.output
    assert "a.csv: done; 2 rows: 2 added, 0 changed, 0 unchanged, 0 bad" in done.output
    assert count(house, Account) == 2


def test_bad_rows_end_with_1_and_are_named(run, house: Database, tmp_path: Path) -> None:
    report = tmp_path / "report.csv"
    done = run(written(tmp_path / "a.csv", clinic(1), clinic(2, STATUS="MAYBE")), "--report", str(report))
    assert done.exit_code == 1
    assert "row 3, STATUS: bad: 'MAYBE'" in done.output
    assert [row["row"] for row in csv.DictReader(report.read_text("utf-8-sig").splitlines())] == ["3"]
    assert count(house, Account) == 0
    skipped = run(tmp_path / "a.csv", "--mode", "skip_bad_rows")
    assert (skipped.exit_code, count(house, Account)) == (1, 1)


def test_a_dry_run_writes_nothing(run, house: Database, tmp_path: Path) -> None:
    done = run(written(tmp_path / "a.csv", clinic(1)), "--dry-run")
    assert (done.exit_code, count(house, Account)) == (0, 0)
    assert "checked; 1 rows: 1 added" in done.output


@pytest.mark.parametrize(
    ("content", "mapping", "said"),
    [
        (b"%PDF-1.4 ...", None, "not a CSV"),
        (b"ID,NAME\r\n1,A\r\n", None, "no column STATUS"),
        (b"ID,NAME,STATUS\r\n1,A,OPEN\r\n", "no-such-mapping", "neither a file nor a saved mapping"),
    ],
)
def test_what_cannot_be_used_ends_with_2_and_a_sentence(
    run, house: Database, tmp_path: Path, content: bytes, mapping: str | None, said: str
) -> None:
    (tmp_path / "a.csv").write_bytes(content)
    done = run(tmp_path / "a.csv", **({"mapping": mapping} if mapping else {}))
    assert done.exit_code == 2
    assert said in done.output
    assert count(house, Account) == 0


def test_an_unknown_lead_and_a_wrong_mapping_end_with_2(run, tmp_path: Path) -> None:
    file = written(tmp_path / "a.csv", clinic(1))
    assert run(file, "--lead", "who@example.com").exit_code == 2
    (tmp_path / "bad.yaml").write_text("target: accounts\nfields: {name: NAME}\n")
    refused = run(file, mapping=tmp_path / "bad.yaml")
    assert refused.exit_code == 2
    assert "/definition/fields/code" in refused.output


@real_files
def test_the_real_american_hospitals_load_and_load_again_unchanged(run, house: Database) -> None:
    options = {"mapping": EXAMPLES / "hospitals-us.yaml"}
    first = run(DATA / "hospitals_us_west.csv", **options)
    assert first.exit_code == 0, first.output
    assert "1104 rows: 1104 added, 0 changed, 0 unchanged, 0 bad" in first.output
    with house.reading() as db:
        assert db.scalar(select(func.count()).where(Account.status == "lost")) == 48
        assert db.scalar(select(func.count()).where(Place.latitude.is_not(None))) == 1104
        assert db.scalar(select(func.count()).select_from(Fact)) == 1104 - 72
        assert not any(name == name.upper() for name in db.scalars(select(Account.name)))
    again = run(DATA / "hospitals_us_west.csv", **options)
    assert "0 added, 0 changed, 1104 unchanged, 0 bad" in again.output


@real_files
def test_the_real_chinese_hospitals_load_with_their_datum(run, house: Database) -> None:
    done = run(DATA / "hospitals_beijing.csv", mapping=EXAMPLES / "hospitals-beijing.yaml")
    assert done.exit_code == 0, done.output
    assert "44 rows: 44 added" in done.output
    with house.reading() as db:
        place = db.execute(
            select(Place.latitude, Place.longitude)
            .join(Account, Account.id == Place.account_id)
            .where(Account.code == "BJ-bj001")
        ).one()
    assert place.latitude == pytest.approx(39.9110, abs=0.0005)
    assert place.longitude == pytest.approx(116.4097, abs=0.0005)
