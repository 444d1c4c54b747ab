"""Reading spreadsheets: typed cells as text, and files made to break their reader."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable

import pytest
import xlsxwriter  # type: ignore[import-untyped]

from kamfield.core.sheets.errors import UnreadableSheet
from kamfield.core.sheets.read import open_sheet
from kamfield.core.sheets.shape import Limits, RowProblem, Sheet


def workbook(fill: Callable[[xlsxwriter.Workbook], None]) -> io.BytesIO:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        fill(book)
    return stream


def one_row(*cells: tuple[str, object, str | None]) -> Sheet:
    """A sheet whose single row has these cells: how to write, value, number format."""

    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        for at, (method, value, form) in enumerate(cells):
            sheet.write_string(0, at, f"c{at}")
            getattr(sheet, f"write_{method}")(1, at, value, book.add_format({"num_format": form or "General"}))

    return open_sheet(workbook(fill))


@pytest.mark.parametrize(
    ("method", "value", "form", "text"),
    [
        ("number", 85016.0, None, "85016"),
        ("number", 0.1 + 0.2, None, "0.3"),
        ("number", -112.0398074, None, "-112.0398074"),
        ("number", 0.0000001, None, "0.0000001"),
        ("number", 1234567890123, None, "1234567890123"),
        ("boolean", True, None, "true"),
        ("datetime", dt.datetime(2026, 3, 1), "yyyy-mm-dd", "2026-03-01"),  # noqa: DTZ001
        ("datetime", dt.datetime(2026, 3, 1, 14, 30, 5), "yyyy-mm-dd hh:mm:ss", "2026-03-01T14:30:05"),  # noqa: DTZ001
        ("datetime", dt.time(9, 15), "hh:mm", "09:15:00"),
        ("datetime", dt.timedelta(hours=30), "[h]:mm:ss", "30:00:00"),
        ("string", "02134", None, "02134"),
        ("string", "=1+1", None, "=1+1"),
        ("string", "'=1+1", None, "'=1+1"),
        ("string", "北京\n医院", None, "北京\n医院"),
    ],
)
def test_a_typed_cell_reads_as_its_text(method: str, value: object, form: str | None, text: str) -> None:
    (row,) = one_row((method, value, form)).rows()
    assert (row.cells, row.problems) == ({"c0": text}, ())


def test_a_long_number_that_lost_digits_is_reported() -> None:
    (row,) = one_row(("number", 110101199001011234, "0")).rows()
    assert row.problems == (RowProblem("digits-lost", "c0", row.cells["c0"]),)


def with_errors(book: xlsxwriter.Workbook) -> None:
    book.add_worksheet("Empty")
    book.add_worksheet("Hidden").hide()
    sheet = book.add_worksheet("Kunden 客户")
    sheet.write_row(2, 1, ["name", "share"])
    sheet.write_row(4, 1, ["Brown"])
    sheet.write_formula(4, 2, "=1/0", None, "#DIV/0!")
    sheet.write_formula(6, 1, '="Gr"&"een"', None, "Green")
    sheet.write_formula(6, 2, "=1+1", None, 2)
    book.get_worksheet_by_name("Hidden").write(0, 0, "secret")


def test_rows_count_from_the_top_and_formulas_give_their_cached_value() -> None:
    sheet = open_sheet(workbook(with_errors))
    error, cached = sheet.rows()
    assert (sheet.kind, sheet.worksheet, sheet.worksheets) == ("xlsx", "Kunden 客户", ("Empty", "Kunden 客户"))
    assert (error.number, error.cells) == (5, {"name": "Brown", "share": ""})
    assert error.problems == (RowProblem("error-cell", "share", "#DIV/0!"),)
    assert (cached.number, cached.cells) == (7, {"name": "Green", "share": "2"})


def test_rows_may_be_read_twice_and_at_once() -> None:
    sheet = open_sheet(workbook(with_errors))
    assert [(a.number, b.number) for a, b in zip(sheet.rows(), sheet.rows(), strict=True)] == [(5, 5), (7, 7)]


def test_a_worksheet_is_chosen_by_name() -> None:
    assert open_sheet(workbook(with_errors), worksheet="Hidden").columns == ["secret"]
    with pytest.raises(UnreadableSheet) as refused:
        open_sheet(workbook(with_errors), worksheet="Nowhere")
    assert refused.value.code == "no-such-worksheet"
    assert refused.value.params == {"worksheet": "Nowhere", "worksheets": "Empty, Kunden 客户"}


def changed(source: io.BytesIO, old: bytes, new: bytes) -> io.BytesIO:
    target = io.BytesIO()
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(old, new))
    return target


def ods(table: str) -> io.BytesIO:
    stream = io.BytesIO()
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"' for short in ("office", "table", "text")
    )
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("META-INF/manifest.xml", "<manifest/>")
        package.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:body><office:spreadsheet>"
            f'<table:table table:name="T">{table}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return stream


def ods_row(*texts: str, repeated: str = "") -> str:
    cells = "".join(
        f'<table:table-cell {repeated} office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
        for text in texts
    )
    return f"<table:table-row>{cells}</table:table-row>"


REPEATED = ods_row("x", repeated='table:number-columns-repeated="16384"').replace(
    "<table:table-row>", '<table:table-row table:number-rows-repeated="2000">'
)


def test_an_ods_is_read_too() -> None:
    sheet = open_sheet(ods(ods_row("code", "name") + ods_row("A1", "北京")))
    assert (sheet.kind, [row.cells for row in sheet.rows()]) == ("ods", [{"code": "A1", "name": "北京"}])


def bomb() -> io.BytesIO:
    stream = io.BytesIO()
    source = workbook(with_errors)
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            if name != "xl/sharedStrings.xml":
                after.writestr(name, before.read(name))
        with after.open("xl/sharedStrings.xml", "w") as part:
            part.write(b"<sst><si><t>")
            for _ in range(300):
                part.write(b" " * (1 << 20))
    return stream


@pytest.mark.parametrize(
    "stream",
    [
        pytest.param(lambda: changed(workbook(with_errors), b'r="C7"', b'r="XFD1048576"'), id="last corner"),
        pytest.param(bomb, id="zip bomb"),
        pytest.param(lambda: ods(REPEATED), id="repeated cells"),
    ],
)
def test_a_spreadsheet_that_unfolds_without_measure_is_refused(stream: Callable[[], io.BytesIO]) -> None:
    content = stream()
    assert len(content.getvalue()) < 1 << 20
    with pytest.raises(UnreadableSheet) as refused:
        open_sheet(content, limits=Limits(workbook_bytes=256 << 20))
    assert (refused.value.code, refused.value.params) == ("too-large", {"limit": 256 << 20})


def test_limits_hold_for_spreadsheets() -> None:
    for limits, code in ((Limits(max_rows=6), "too-many-rows"), (Limits(max_columns=1), "too-many-columns")):
        with pytest.raises(UnreadableSheet) as refused:
            open_sheet(workbook(with_errors), limits=limits)
        assert refused.value.code == code


def test_a_spreadsheet_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(UnreadableSheet) as refused:
        open_sheet(workbook(with_errors), limits=Limits(workbook_seconds=0))
    assert refused.value.code == "too-slow"


def a_zip_of_something_else() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("word/document.xml", "<w/>")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(lambda: a_zip_of_something_else(), "not-a-sheet", id="a letter"),
        pytest.param(lambda: workbook(with_errors).getvalue()[:-400], "damaged", id="cut off"),
        pytest.param(lambda: b"PK\x03\x04 and then nothing", "damaged", id="no package"),
        pytest.param(lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "damaged", id="no old sheet"),
        pytest.param(
            lambda: b"\xd0\xcf\x11\xe0" + bytes(900) + "EncryptedPackage".encode("utf-16-le"),
            "encrypted",
            id="password",
        ),
        pytest.param(
            lambda: changed(workbook(with_errors), b"</sheetData>", b"</sheet").getvalue(), "damaged", id="broken XML"
        ),
        pytest.param(lambda: workbook(lambda book: book.add_worksheet()).getvalue(), "empty-sheet", id="nothing in it"),
    ],
)
def test_a_spreadsheet_that_cannot_be_read_says_why(content: Callable[[], bytes], code: str) -> None:
    with pytest.raises(UnreadableSheet) as refused:
        list(open_sheet(io.BytesIO(content())).rows())
    assert refused.value.code == code
