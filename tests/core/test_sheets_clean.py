"""Cells as people type them become values, or say why not."""

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamfield.core.sheets.amounts import decimal, decimal_mark_of, integer
from kamfield.core.sheets.clean import Doubtful, boolean, email, known, paragraphs, phone, text, us_zip
from kamfield.core.sheets.days import day
from kamfield.core.sheets.errors import BadCell


def code_of(refused: pytest.ExceptionInfo[BadCell]) -> str:
    return refused.value.code


def test_text_is_one_visible_line_in_composed_form() -> None:
    assert text("  Cafe\u0301 \u00a0\t du\u200b\x07 Nord\r\n") == "Café du Nord"
    assert text("　北京　医院 ") == "北京 医院"
    with pytest.raises(BadCell) as refused:
        text(" four ", max_chars=3)
    assert (refused.value.code, refused.value.value) == ("too-long", " four ")


def test_paragraphs_keep_their_lines() -> None:
    assert paragraphs("  one  two \r\n\n\n\nthree\n") == "one two\n\nthree"


@pytest.mark.parametrize("marker", ["NOT AVAILABLE", "-999", "N/A", "无", "-", "暂无", " n/a ", "#N/A", "", "  "])
def test_what_only_says_unknown_is_empty(marker: str) -> None:
    assert known(marker).strip() == ""


def test_markers_are_the_importers_own_choice() -> None:
    assert known("-999", markers=()) == "-999"
    assert known("KEINE", markers=["keine"]) == ""
    assert known(" Not available today ") == " Not available today "


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1234.5", "1234.5"),
        ("1,234.50", "1234.50"),
        ("1.234,50", "1234.50"),
        ("1 234,50", "1234.50"),
        ("1'234.50", "1234.50"),
        ("1,234,567", "1234567"),
        ("1.234.567", "1234567"),
        ("1234,5", "1234.5"),
        ("0.123", "0.123"),
        ("0,123", "0.123"),
        ("1234.567", "1234.567"),
        (".5", "0.5"),
        ("-12.50", "-12.50"),
        ("−12.50", "-12.50"),
        ("12.50-", "-12.50"),
        ("(12.50)", "-12.50"),
        ("+7", "7"),
        ("¥12.5万", "125000"),
        ("￥ １２．５ 万元", "125000"),
        ("3亿", "300000000"),
        ("人民币 2千万", "20000000"),
        ("5百万元", "5000000"),
        ("$1,234.50", "1234.50"),
        ("1.234,50 €", "1234.50"),
        ("USD 12", "12"),
        ("1.5E+3", "1500"),
        ("-999", "-999"),
    ],
)
def test_a_number_is_read_in_english_european_and_chinese_habits(typed: str, number: str) -> None:
    assert decimal(typed) == Decimal(number)


@pytest.mark.parametrize("typed", ["1,234", "1.234", "-33.478", "¥12,345", "1.234万"])
def test_what_two_habits_read_differently_is_not_guessed(typed: str) -> None:
    with pytest.raises(BadCell) as refused:
        decimal(typed)
    assert (refused.value.code, refused.value.value) == ("ambiguous-number", typed)


def test_a_known_mark_settles_it() -> None:
    assert (decimal("1,234", "."), decimal("1,234", ",")) == (Decimal(1234), Decimal("1.234"))
    assert (decimal("33.478", "."), decimal("33.478", ",")) == (Decimal("33.478"), Decimal(33478))
    with pytest.raises(BadCell) as refused:
        decimal("1,5", ".")
    assert code_of(refused) == "not-a-number"


@pytest.mark.parametrize(
    ("column", "mark"),
    [
        (["1,234", "2,5"], ","),
        (["1.234", "10.5", "", "7"], "."),
        (["1,234.50"], "."),
        (["1,234", "5"], None),
        (["1,5", "1.5"], None),
        (["many", "-"], None),
    ],
)
def test_a_column_tells_its_mark_by_its_clear_cells(column: list[str], mark: str | None) -> None:
    assert decimal_mark_of(column) == mark


@pytest.mark.parametrize(
    "typed", ["twelve", "1,23,456", "12 34", "1.2.3", "¥", "5M", "0x10", "--5", "1,2345.6", "NaN", "."]
)
def test_what_is_no_number_says_so(typed: str) -> None:
    with pytest.raises(BadCell) as refused:
        decimal(typed)
    assert code_of(refused) == "not-a-number"


def test_a_percentage_is_for_the_column_to_read() -> None:
    with pytest.raises(BadCell) as refused:
        decimal("60%")
    assert code_of(refused) == "percent"


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12))
def test_every_grouping_of_a_number_reads_back(number: Decimal) -> None:
    english = f"{number:,.4f}"
    german = english.translate(str.maketrans(",.", ".,"))
    assert decimal(english) == decimal(german) == number
    assert decimal(f"{number:f}", ".") == number


def test_whole_numbers() -> None:
    assert [integer(typed) for typed in ("435", "1,234", "12,345,678", "25.0", "-3", "", "1.5万")] == [
        *(435, 1234, 12345678, 25, -3, None, 15000),
    ]
    with pytest.raises(BadCell) as refused:
        integer("2.5")
    assert code_of(refused) == "not-an-integer"
    with pytest.raises(BadCell) as refused:
        integer("1.234")
    assert code_of(refused) == "ambiguous-number"


@pytest.mark.parametrize(
    "typed",
    [
        *("2026-03-01", "2026/3/1", "2026.3.1", "20260301", "2026年3月1日", "２０２６年３月１号", "2026 年 3 月 1 日"),
        *("1 Mar 2026", "March 1, 2026", "1-Mar-2026", "1st March 2026", "1.3.2026", "01.03.2026"),
        *("2026-03-01T00:00:00", "2026-03-01 14:30", "2026-03-01T14:30:00+08:00", "2026/3/1 0:00"),
    ],
)
def test_a_day_is_read_in_all_clear_forms(typed: str) -> None:
    assert day(typed) == date(2026, 3, 1)


def test_a_day_without_a_clear_order_is_not_guessed() -> None:
    with pytest.raises(BadCell) as refused:
        day("03/04/2026")
    assert code_of(refused) == "ambiguous-date"
    assert (day("03/04/2026", "dmy"), day("03/04/2026", "mdy")) == (date(2026, 4, 3), date(2026, 3, 4))
    assert (day("25/04/2026"), day("04/25/2026"), day("03/03/2026")) == (
        *(date(2026, 4, 25), date(2026, 4, 25), date(2026, 3, 3)),
    )


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("2026-02-30", "no-such-date"),
        ("31/31/2026", "no-such-date"),
        ("1/3/26", "two-digit-year"),
        ("13/3/26", "two-digit-year"),
        ("1 Mar 26", "two-digit-year"),
        ("soon", "not-a-date"),
        ("46082", "not-a-date"),
        ("2026年3月", "not-a-date"),
        ("1 Foo 2026", "not-a-date"),
    ],
)
def test_what_is_no_day_says_why(typed: str, code: str) -> None:
    with pytest.raises(BadCell) as refused:
        day(typed)
    assert code_of(refused) in (code, "ambiguous-date") if typed == "1/3/26" else code_of(refused) == code


def test_yes_and_no_in_both_languages() -> None:
    assert all(boolean(typed) is True for typed in ("Yes", "Y", "TRUE", "1", "是", "有", "√"))
    assert all(boolean(typed) is False for typed in ("no", "N", "false", "0", "否", "×"))
    assert boolean("  ") is None
    with pytest.raises(BadCell) as refused:
        boolean("maybe")
    assert code_of(refused) == "not-a-boolean"


def test_mail_addresses() -> None:
    assert email(" mailto:Li.Wei@Example.COM ") == "Li.Wei@example.com"
    assert email("li＠example.com") == "li@example.com"
    assert email("") is None
    for typed in ("li", "li@", "li@host", "a@b.com; c@d.com", "a b@c.com", "<a@b.com>", "a@-b.com", "a@b..com"):
        with pytest.raises(BadCell) as refused:
            email(typed)
        assert code_of(refused) == "not-an-email", typed


@pytest.mark.parametrize(
    ("typed", "region", "kept"),
    [
        ("(602) 933-1000", "US", Doubtful("+16029331000")),
        ("602.933.1000", "US", Doubtful("+16029331000")),
        ("6029331000", "US", Doubtful("+16029331000")),
        ("010-6915 6114", "CN", Doubtful("+861069156114")),
        ("０１０－６９１５６１１４", "CN", Doubtful("+861069156114")),
        ("138 0013 8000", "CN", Doubtful("+8613800138000")),
        ("+49 30 901820", "CN", Doubtful("+4930901820")),
        ("(602) 933-1000 x12", "US", Doubtful("+16029331000;ext=12")),
        ("call reception", "US", Doubtful("call reception", "phone-not-understood")),
        ("12", "US", Doubtful("12", "phone-not-understood")),
        ("(555) 555-5555", "US", Doubtful("+15555555555", "phone-not-in-use")),
        ("010-69156114 / 69156115", "CN", Doubtful("010-69156114 / 69156115", "phone-not-understood")),
    ],
)
def test_a_telephone_number_is_understood_or_kept_as_typed(typed: str, region: str, kept: Doubtful) -> None:
    assert phone(typed, region) == kept


def test_a_zip_code_gets_its_zero_back_with_a_doubt() -> None:
    assert us_zip("85016") == Doubtful("85016")
    assert us_zip("85016-1234") == us_zip("850161234") == Doubtful("85016-1234")
    assert us_zip("2134") == Doubtful("02134", "zip-zero-restored")
    assert us_zip("501") == Doubtful("00501", "zip-zero-restored")
    assert us_zip(" ") is None
    for typed in ("12", "8501A", "850166", "100730 北京"):
        with pytest.raises(BadCell) as refused:
            us_zip(typed)
        assert code_of(refused) == "not-a-zip"


@given(st.text())
def test_no_cell_breaks_the_cleaners(typed: str) -> None:
    for clean in (text, paragraphs, known, boolean, email, us_zip, decimal, integer, day):
        with suppress(BadCell):
            clean(typed)
    assert decimal_mark_of([typed]) in (".", ",", None)
    phone(typed, "CN")
