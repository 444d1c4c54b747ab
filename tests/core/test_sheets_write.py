"""What is written opens harmlessly elsewhere and comes back unchanged here."""

import io
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamfield.core.sheets.formulas import armed_text, disarmed_text
from kamfield.core.sheets.read import open_sheet
from kamfield.core.sheets.write_csv import write_csv
from kamfield.core.sheets.write_xlsx import MOST_UNITS, tidy_sheet_name, write_xlsx

COLUMNS = ["code", "name", "备注"]
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
TRICKY = st.one_of(
    TEXT,
    st.text("=+-@'\t\r\n\",;|＝< ", max_size=6),
    st.sampled_from(["=1+1", "'=1", "''", "北京", "_x0041_", "<r>&</r>", "http://a.b", "-5", "1e5", "#N/A", "TRUE"]),
)
CODE = st.from_regex(r"[A-Z]\d", fullmatch=True)
ROWS = st.lists(st.tuples(CODE, TRICKY, TRICKY), max_size=8)


def as_csv(rows: Sequence[Sequence[object]], columns: Sequence[str] = COLUMNS) -> io.BytesIO:
    stream = io.BytesIO()
    write_csv(stream, columns, rows)
    return stream


def as_xlsx(rows: Sequence[Sequence[object]], columns: Sequence[str] = COLUMNS, **options: object) -> io.BytesIO:
    stream = io.BytesIO()
    write_xlsx(stream, "Accounts", columns, rows, **options)  # type: ignore[arg-type]
    return stream


def read_back(stream: io.BytesIO, **options: str) -> list[tuple[str, ...]]:
    return [tuple(row.cells.values()) for row in open_sheet(stream, **options).rows()]  # type: ignore[arg-type]


@given(ROWS.filter(lambda rows: sum(c < " " for row in rows for cell in row for c in cell) < 64))
def test_a_csv_comes_back_as_it_was(rows: list[tuple[str, ...]]) -> None:
    assert read_back(as_csv(rows), delimiter=",") == rows


@settings(max_examples=40, deadline=None)
@given(ROWS)
def test_an_xlsx_comes_back_as_it_was(rows: list[tuple[str, ...]]) -> None:
    assert read_back(as_xlsx(rows)) == rows


@given(TRICKY)
def test_disarming_undoes_arming_exactly(typed: str) -> None:
    assert disarmed_text(armed_text(typed)) == typed


@pytest.mark.parametrize(
    "typed",
    [
        "=1+1",
        "+8613800138000",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        " =1",
        "＝1+1",
        "-",
        "'=1",
        '=HYPERLINK("http://x")',
    ],
)
def test_a_formula_in_a_csv_is_harmless(typed: str) -> None:
    content = as_csv([["A1", typed, ""]]).getvalue().decode("utf-8-sig").splitlines(keepends=True)
    assert "".join(content[1:]).split(",")[1].lstrip('"').startswith("'")


@pytest.mark.parametrize("number", ["-5", "-1,234.50", "-1e5", -5, Decimal("-12.50"), -1.5])
def test_a_negative_number_stays_one(number: object) -> None:
    assert "'" not in as_csv([["A1", number, ""]]).getvalue().decode()


def test_a_csv_opens_in_excel_with_its_chinese() -> None:
    content = as_csv([["A1", "北京", None]]).getvalue()
    assert content == b"\xef\xbb\xbf" + "code,name,备注\r\nA1,北京,\r\n".encode()


TYPED = ["A1", Decimal("1234.50"), 7, 0.25, True, date(2026, 3, 1), datetime(2026, 3, 1, 14, 30, tzinfo=UTC), None]
TYPED_COLUMNS = ["code", "amount", "count", "share", "open", "day", "at", "none"]


def test_values_in_a_csv_are_plain() -> None:
    (row,) = read_back(as_csv([TYPED], TYPED_COLUMNS))
    assert row == ("A1", "1234.5", "7", "0.25", "true", "2026-03-01", "2026-03-01T14:30:00+00:00", "")


def test_values_in_an_xlsx_are_what_they_are() -> None:
    stream = as_xlsx([TYPED], TYPED_COLUMNS, column_kinds={"amount": "money"})
    sheet = openpyxl.load_workbook(stream).worksheets[0]
    cells = list(sheet[2])
    assert [cell.value for cell in cells[:5]] == ["A1", 1234.5, 7, 0.25, True]
    assert (cells[5].value, cells[6].value) == (datetime(2026, 3, 1), datetime(2026, 3, 1, 14, 30))  # noqa: DTZ001
    assert (cells[1].number_format, cells[5].number_format) == ("#,##0.00", "yyyy-mm-dd")
    assert read_back(stream) == [("A1", "1234.5", "7", "0.25", "true", "2026-03-01", "2026-03-01T14:30:00", "")]


def test_an_instant_is_shown_on_the_clock_of_its_zone() -> None:
    beijing = datetime(2026, 3, 1, 9, 0, tzinfo=timezone(timedelta(hours=8)))
    assert read_back(as_xlsx([["A1", beijing, ""]]))[0][1] == "2026-03-01T09:00:00"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (110101199001011234, "110101199001011234"),
        (date(1899, 1, 1), "1899-01-01"),
        (Decimal("0.1234567890123456"),) * 2,
    ],
)
def test_what_a_spreadsheet_cannot_hold_exactly_becomes_text(value: object, text: object) -> None:
    assert read_back(as_xlsx([["A1", value, "x"]]))[0][1] == str(text)


def test_nothing_in_an_xlsx_is_a_formula_or_a_link() -> None:
    typed = ["=1+1", "http://example.com", "<r><t>x</t></r>"]
    sheet = openpyxl.load_workbook(as_xlsx([typed])).worksheets[0]
    assert [(cell.value, cell.data_type, cell.hyperlink) for cell in sheet[2]] == [(text, "s", None) for text in typed]


def test_a_text_column_keeps_numbers_as_text() -> None:
    stream = as_xlsx([[2134, "x", "y"]], column_kinds={"code": "text"})
    assert openpyxl.load_workbook(stream).worksheets[0]["A2"].data_type == "s"


def test_the_header_is_bold_and_stays_and_columns_are_wide_enough() -> None:
    rows = [["A1", "北京大学第一医院北京", "x" * 500]]
    sheet = openpyxl.load_workbook(as_xlsx(rows)).worksheets[0]
    assert (sheet["A1"].font.bold, sheet["A2"].font.bold, sheet.freeze_panes) == (True, False, "A2")
    widths = [round(sheet.column_dimensions[letter].width) for letter in "ABC"]
    assert widths[0] < 12 < 20 < widths[1] < 26 < widths[2] < 65


def test_text_beyond_a_cell_is_cut_visibly() -> None:
    (row,) = read_back(as_xlsx([["A1", "𠮷" * MOST_UNITS, "x" * MOST_UNITS]]))
    assert row[1] == "𠮷" * ((MOST_UNITS - 1) // 2) + "…"
    assert row[2] == "x" * MOST_UNITS


def test_half_characters_do_not_stop_an_export() -> None:
    assert read_back(as_csv([["A1", "a\ud800", "x"]]))[0][1] == "a?"
    assert read_back(as_xlsx([["A1", "a\ud800", "x"]]))[0][1] == "a?"


def test_equal_rows_give_equal_files() -> None:
    assert as_xlsx([TYPED], TYPED_COLUMNS).getvalue() == as_xlsx([TYPED], TYPED_COLUMNS).getvalue()


@pytest.mark.parametrize(
    ("name", "tidy"),
    [
        ("Plan 2026/03 [Li]", "Plan 2026 03 Li"),
        ("", "Sheet1"),
        ("History", "History1"),
        ("'quoted'", "quoted"),
        ("拜访计划" * 10, ("拜访计划" * 10)[:31]),
        ("𠮷" * 20, "𠮷" * 15),
        (":*?", "Sheet1"),
    ],
)
def test_a_sheet_gets_a_name_programs_accept(name: str, tidy: str) -> None:
    assert tidy_sheet_name(name) == tidy
    stream = io.BytesIO()
    write_xlsx(stream, name, ["a"], [["x"]])
    assert open_sheet(stream).worksheet == tidy
