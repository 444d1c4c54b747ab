"""Reading CSV files as people and programs really save them."""

import io
import tracemalloc
from typing import Any

import pytest

from kamfield.core.sheets.errors import UnreadableSheet
from kamfield.core.sheets.read import open_sheet
from kamfield.core.sheets.shape import HeaderProblem, Limits, Row, RowProblem, Sheet


def opened(content: bytes | str, filename: str = "accounts.csv", **options: Any) -> Sheet:
    raw = content.encode() if isinstance(content, str) else content
    return open_sheet(io.BytesIO(raw), filename, **options)


def values(sheet: Sheet) -> list[list[str]]:
    return [list(row.cells.values()) for row in sheet.rows()]


def refusal(content: bytes | str, **options: Any) -> UnreadableSheet:
    with pytest.raises(UnreadableSheet) as refused:
        list(opened(content, **options).rows())
    return refused.value


def test_a_row_has_the_number_a_spreadsheet_program_shows() -> None:
    sheet = opened('code,name\nA1,"two\nlines"\n\n,\nA2,Brown\n')
    assert list(sheet.rows()) == [
        Row(2, {"code": "A1", "name": "two\nlines"}),
        Row(5, {"code": "A2", "name": "Brown"}),
    ]


def test_rows_start_again_wherever_the_stream_was_left() -> None:
    stream = io.BytesIO(b"code\nA1\nA2\n")
    stream.seek(5)
    sheet = open_sheet(stream)
    first, second = sheet.rows(), sheet.rows()
    assert next(first).cells == {"code": "A1"}
    stream.seek(0, io.SEEK_END)
    assert [row.number for row in second] == [2, 3]
    assert next(first).cells == {"code": "A2"}


CHINESE = "编码,名称,城市\n甲1,北京协和医院,北京市\n甲2,上海瑞金医院,上海市\n"


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("gb18030", "gb18030"),
        ("gbk", "gb18030"),
        ("utf-32", "utf-32"),
    ],
)
def test_chinese_is_read_in_every_encoding_programs_save(encoding: str, found: str) -> None:
    text = CHINESE if encoding != "utf-16-le" else "code,name\n" + "A,plain\n" * 600 + "B,北京\n"
    sheet = opened(text.encode(encoding))
    assert sheet.encoding == found
    assert [",".join(line) for line in [sheet.columns, *values(sheet)]] == text.split()


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_chinese_that_comes_after_a_megabyte_of_ascii_still_decides(encoding: str) -> None:
    content = ("code,name\n" + "A1,nothing but ascii here\n" * 40_000 + "A2,北京医院\n").encode(encoding)
    assert len(content) > 1_000_000
    sheet = opened(content)
    assert sheet.encoding == encoding
    assert values(sheet)[-1] == ["A2", "北京医院"]


@pytest.mark.parametrize("encoding", ["klingon", "zstd", "rot13", "utf-8\x00", "ü" * 40])
def test_what_is_no_encoding_of_text_is_refused_by_name(encoding: str) -> None:
    refused = refusal("code,name\nA,1\n", encoding=encoding)
    assert (refused.code, refused.params) == ("unknown-encoding", {"encoding": encoding})


@pytest.mark.parametrize("name", ["Café Müller", "Señor Ñandú", "“Quoted” – dash", "Straße 5 €", "Ångström AB"])
def test_western_accents_are_windows_1252(name: str) -> None:
    sheet = opened(f"code,name\nA1,{name}\n".encode("cp1252"))
    assert (sheet.encoding, values(sheet)) == ("cp1252", [["A1", name]])


def test_cyrillic_is_left_to_the_last_resort() -> None:
    text = "код,название,город\n1,Городская клиническая больница,Москва\n2,Областная детская больница,Казань и район\n"
    assert values(opened(text.encode("cp1251")))[0][1] == "Городская клиническая больница"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_one_broken_byte_costs_one_cell_only(encoding: str) -> None:
    content = ("code,name\n" + "A1,北京协和医院\n" * 50).encode(encoding) + b"A2,\xff\n" + b"A3,fine\n"
    *good, broken, fine = opened(content).rows()
    assert [problem.code for problem in broken.problems] == ["undecodable"]
    assert broken.problems[0].column == "name"
    assert fine.cells["name"] == "fine"
    assert not any(row.problems for row in good)


@pytest.mark.parametrize(
    ("mark", "text"),
    [
        (",", 'code,name,amount\n1,"a,;|b","1,5"\n2,x; y| z,"2,5"\n'),
        (";", 'code;name, full;amount\n1;"a;,|b";1,5\n2;x, y, z;2,5\n'),
        ("\t", "code\tname, full\tamount\n1\ta;,|b\t1,5\n2\tx; y, z\t2,5\n"),
        ("|", "code|name, full|amount\n1|a;,b|1,5\n2|x; y, z|2,5\n"),
    ],
)
def test_the_delimiter_is_the_one_that_cuts_evenly(mark: str, text: str) -> None:
    sheet = opened(text)
    assert sheet.delimiter == mark
    assert [line[2] for line in values(sheet)] == ["1,5", "2,5"]


def test_the_hint_of_excel_names_the_delimiter_and_is_no_row() -> None:
    sheet = opened("sep=;\r\na,b;c\r\n1,2;3\r\n")
    assert (sheet.columns, [row.number for row in sheet.rows()]) == (["a,b", "c"], [2])


def test_a_single_column_needs_no_delimiter() -> None:
    assert values(opened("name\nBrown\nGreen\n")) == [["Brown"], ["Green"]]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_is_one(end: str) -> None:
    assert values(opened(end.join(["a,b", "1,2", "3,4"]))) == [["1", "2"], ["3", "4"]]


def test_a_short_row_is_filled_and_a_long_one_reported() -> None:
    short, padded, long = opened("a,b\n1\n1,2,,\n1,2,3,4\n").rows()
    assert (short.cells, short.problems) == ({"a": "1", "b": ""}, ())
    assert padded.problems == ()
    assert long.problems == (RowProblem("too-many-cells", None, "3 | 4"),)


def test_a_quote_that_never_closes_costs_its_own_line_only() -> None:
    sheet = opened('code,name,city\nA1,"12"" pipe",Bonn\nA2,"stray,Bonn\nA3,fine,Bonn\nA4,fine,Bonn\n')
    assert [row.number for row in sheet.rows()] == [2, 3, 4, 5]
    assert values(sheet)[0][1] == '12" pipe'
    assert values(sheet)[1] == ["A2", "stray", "Bonn"]
    assert [[problem.code for problem in row.problems] for row in sheet.rows()] == [[], ["unclosed-quote"], [], []]


def test_too_many_stray_quotes_are_given_up_with_the_row() -> None:
    lines = "".join(f'{at},x\n{at},"' + "y" * 600 + "\n" + "0,z\n" * 300 for at in range(60))
    refused = refusal("a,b\n" + lines, limits=Limits(max_row_chars=700))
    assert (refused.code, refused.params["row"]) == ("stray-quotes", 1 + 50 * 302 + 2)


def test_nul_bytes_are_dropped() -> None:
    assert values(opened(b"a,b\n1\x00,2\n\x00\n3,4\n")) == [["1", "2"], ["3", "4"]]


def test_a_cell_of_a_megabyte_is_read() -> None:
    note = "long, quoted\n" * 80_000
    assert values(opened(f'a,b\n1,"{note}"\n')) == [["1", note]]


def test_column_names_are_made_unique_and_reported() -> None:
    sheet = opened("\ufeff Name ,Name,,Full\u00a0 name,Name (2),\n1,2,3,4,5,\n")
    assert sheet.columns == ["Name", "Name (3)", "(C)", "Full name", "Name (2)"]
    assert sheet.problems == (
        HeaderProblem("duplicate-column", 2, "Name (3)"),
        HeaderProblem("blank-column", 3, "(C)"),
    )


def test_a_nameless_last_column_with_content_is_kept() -> None:
    assert opened("a,b,\n1,2,3\n").columns == ["a", "b", "(C)"]


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\n\n \r\n", b"\0" * 100, b",,,\n,,\n", b"\xff\xfe"])
def test_an_empty_file_says_so(content: bytes) -> None:
    assert refusal(content).code == "empty-sheet"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7 ...", "pdf"),
        (b"\x89PNG\r\n\x1a\n....", "image"),
        (b"\r\n <!DOCTYPE html><table><tr><td>1</td></tr></table>", "html"),
        (b"<html xmlns:x='urn:schemas-microsoft-com:office:excel'>", "html"),
        (bytes(range(1, 256)) * 3, "binary"),
    ],
)
def test_what_is_no_sheet_is_called_what_it_is(content: bytes, kind: str) -> None:
    refused = refusal(content)
    assert (refused.code, refused.params) == ("not-a-sheet", {"kind": kind})


def test_a_file_without_header_is_refused() -> None:
    refused = refusal("\n1,2\n3,4\n")
    assert (refused.code, refused.params) == ("no-header", {"row": 2})


def test_limits_are_named_in_the_refusal() -> None:
    assert refusal("a,b,c\n", limits=Limits(max_columns=2)).params == {"limit": 2, "columns": 3}
    assert refusal("a\n1\n2\n", limits=Limits(max_rows=2)).code == "too-many-rows"
    assert refusal("a\n1\n2\n", limits=Limits(max_bytes=3)).code == "too-large"
    assert refusal("a,b\n1,2\n" + "x" * 99, limits=Limits(max_row_chars=50)).params == {"row": 3, "limit": 50}


class Spaces(io.RawIOBase):
    """A file of two gigabytes of spaces that need not exist."""

    size, at = 2 << 30, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        self.at = offset + (self.size if whence == io.SEEK_END else 0)
        return self.at

    def read(self, size: int = -1) -> bytes:
        count = min(size, self.size - self.at)
        self.at += count
        return b" " * count


def test_two_gigabytes_of_spaces_exhaust_nothing() -> None:
    tracemalloc.start()
    for limits in (Limits(), Limits(max_bytes=4 << 30)):
        with pytest.raises(UnreadableSheet):
            open_sheet(Spaces(), limits=limits)  # type: ignore[arg-type]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 32 << 20


def test_many_rows_take_no_more_memory_than_few() -> None:
    content = io.BytesIO(b"code,name\n" + b"A1,a name of some length\n" * 100_000)
    tracemalloc.start()
    assert sum(1 for _ in open_sheet(content).rows()) == 100_000
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8 << 20
