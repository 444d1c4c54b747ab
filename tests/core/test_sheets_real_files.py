"""The real files beside the clone, where they are; none of their rows is kept here."""

import io
from collections import Counter
from pathlib import Path

import pytest

from kamfield.core.sheets.amounts import decimal, integer
from kamfield.core.sheets.clean import boolean, known, phone, us_zip
from kamfield.core.sheets.read import open_sheet
from kamfield.core.sheets.write_xlsx import write_xlsx

FILES = Path(__file__).resolve().parents[3] / "shared" / "data"
HOSPITALS, BEIJING = FILES / "hospitals_us_west.csv", FILES / "hospitals_beijing.csv"
beside = pytest.mark.skipif(not HOSPITALS.exists(), reason=f"the real files are not beside this clone: {FILES}")


@beside
def test_the_american_hospitals_clean_without_a_bad_cell() -> None:
    doubts: Counter[str] = Counter()
    with HOSPITALS.open("rb") as stream:
        rows = list(open_sheet(stream, HOSPITALS.name).rows())
    for row in rows:
        cells = {column: known(cell) for column, cell in row.cells.items()}
        assert decimal(cells["LATITUDE"], ".") is not None
        integer(cells["BEDS"])
        boolean(cells["HELIPAD"])
        doubts.update(
            kept.doubt for kept in (phone(cells["TELEPHONE"], "US"), us_zip(cells["ZIP"])) if kept and kept.doubt
        )
    assert len(rows) == 1104
    assert doubts.total() < 60


@beside
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_hospitals_of_beijing_read_alike_in_every_encoding(encoding: str) -> None:
    text = BEIJING.read_text("utf-8")
    rows = [row.cells for row in open_sheet(io.BytesIO(text.encode(encoding))).rows()]
    assert len(rows) == 44
    assert all(",".join(row.values()) in text for row in rows)


@beside
def test_an_xlsx_of_the_hospitals_reads_like_the_csv() -> None:
    with HOSPITALS.open("rb") as stream:
        sheet = open_sheet(stream)
        rows = [row.cells for row in sheet.rows()]
    book = io.BytesIO()
    write_xlsx(book, "Hospitals", sheet.columns, [list(row.values()) for row in rows])
    assert [row.cells for row in open_sheet(book).rows()] == rows
