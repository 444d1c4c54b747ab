"""An amount is written in one way, however it was written before."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamfield.core.amounts import amount_text
from kamfield.core.money import money_text, money_told

AMOUNTS = st.decimals(-(10**13), 10**13, places=4)
CURRENCIES = st.sampled_from([None, "CNY", "JPY", "KWD", "ZZZ"])


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [
        ("1200.0000", None, "1200"),
        ("1200", "CNY", "1200.00"),
        ("12.3450", "USD", "12.345"),
        ("12.0001", "USD", "12.0001"),
        ("1200.00", "JPY", "1200"),
        ("1.5", "KWD", "1.500"),
        ("1.2E+3", None, "1200"),
        ("0E+9", "EUR", "0.00"),
        ("-0.00", None, "0"),
    ],
)
def test_money_has_the_places_of_its_currency_and_nothing_else_a_zero_at_the_end(
    amount: str, currency: str | None, text: str
) -> None:
    assert money_text(Decimal(amount), currency) == text


@given(AMOUNTS, CURRENCIES)
def test_an_amount_is_the_same_text_with_as_many_zeros_as_without(amount: Decimal, currency: str | None) -> None:
    text = money_text(amount, currency)
    assert Decimal(text) == amount
    assert money_text(amount.normalize(), currency) == text
    assert re.fullmatch(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?", text)


@given(AMOUNTS)
def test_a_quantity_never_ends_in_a_decimal_zero(amount: Decimal) -> None:
    assert not re.search(r"\.[0-9]*0$|\.$", amount_text(amount))


@pytest.mark.parametrize(
    ("amount", "currency", "locale", "told"),
    [
        ("1200.0000", "CNY", "en", "CN¥1,200.00"),
        ("1200", "CNY", "zh-CN", "¥1,200.00"),
        ("12.3450", "USD", "en", "$12.345"),
        ("1200.5000", None, "zh-CN", "1,200.5"),
    ],
)
def test_people_read_amounts_as_they_write_them(amount: str, currency: str | None, locale: str, told: str) -> None:
    assert money_told(Decimal(amount), currency, locale) == told
