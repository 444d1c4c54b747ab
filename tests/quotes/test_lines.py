"""Lines of a quotation and what they come to: exact, rounded once a line, half up, the same on both engines."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from kamfield.core.work import Work
from kamfield.quotes.models import QuoteLine
from kamfield.quotes.queries import lines_of
from kamfield.quotes.rules.money import Cost, cost, smallest_unit, totals
from tests.api import Api
from tests.cast import Cast
from tests.make.accounts import make_account
from tests.make.quotes import LINE, a_quote, a_sent_quote, make_quote

CURRENCIES = {"CNY": "0.01", "EUR": "0.01", "JPY": "1", "KWD": "0.001"}

quantities = some.decimals("0.0001", "999999999", places=4)
prices = some.decimals("0", "9999999999999.9999", places=4)
percents = some.decimals("0", "100", places=2)
currencies = some.sampled_from(sorted(CURRENCIES))


@pytest.fixture
def account_id(work: Work) -> str:
    return make_account(work).id


def a_line(quantity: Decimal, price: Decimal, discount: Decimal, tax: Decimal, currency: str = "CNY") -> QuoteLine:
    numbers = {"quantity": quantity, "price": price, "discount_percent": discount, "tax_percent": tax}
    line = QuoteLine(quote_id="q", revision=1, position=1, product="x", **numbers)
    line.cost(cost(line, currency))
    return line


def half_up(value: Fraction, unit: Decimal) -> Decimal:
    """The same rounding by whole numbers alone."""
    steps = value / Fraction(unit)
    return (int(steps + Fraction(1, 2)) * unit).quantize(unit)


@given(quantities, prices, percents, percents, currencies)
def test_a_line_is_rounded_once_and_half_up(
    quantity: Decimal, price: Decimal, discount: Decimal, tax: Decimal, currency: str
) -> None:
    line, unit = a_line(quantity, price, discount, tax, currency), Decimal(CURRENCIES[currency])
    assert smallest_unit(currency) == unit
    exact = Fraction(quantity) * Fraction(price) * (100 - Fraction(discount)) / 100
    assert line.net == half_up(exact, unit)
    assert line.tax == half_up(Fraction(line.net) * Fraction(tax) / 100, unit)
    assert abs(Fraction(line.net) - exact) <= Fraction(unit) / 2


@given(quantities, prices, percents, percents, percents)
def test_more_discount_never_costs_more(
    quantity: Decimal, price: Decimal, some_discount: Decimal, other_discount: Decimal, tax: Decimal
) -> None:
    less, more = sorted((some_discount, other_discount))
    assert a_line(quantity, price, more, tax).net <= a_line(quantity, price, less, tax).net


rates = some.sampled_from([Decimal(0), Decimal(6), Decimal(13)])
lines = some.lists(some.builds(a_line, quantities, prices, percents, rates))


@given(lines)
def test_totals_are_the_sums_of_what_is_printed(lines: list[QuoteLine]) -> None:
    found = totals(lines)
    assert found.net == sum(line.net for line in lines)
    assert found.gross == found.net + found.tax
    assert found.tax == sum(share.tax for share in found.taxes)
    assert [share.percent for share in found.taxes] == sorted({line.tax_percent for line in lines})


drafts = some.fixed_dictionaries(
    {
        "quantity": some.decimals("0.0001", "99999", places=4),
        "price": some.decimals("0", "99999", places=4),
        "discount_percent": percents,
        "tax_percent": percents,
    }
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some.lists(drafts, min_size=1, max_size=4), currencies)
def test_what_is_worked_out_is_what_is_stored(work: Work, drafts: list[dict[str, Decimal]], currency: str) -> None:
    account = make_account(work)
    quote = make_quote(
        as_li(work), account.id, currency=currency, lines=[{"product": "x", **draft} for draft in drafts]
    )
    said = quote.amount, quote.tax, quote.gross
    work.db.flush()
    work.db.expire_all()
    stored = work.all(lines_of(quote.id, 1))
    assert (quote.amount, quote.tax, quote.gross) == said
    assert said == (sum(one.net for one in stored), sum(one.tax for one in stored), quote.amount + quote.tax)
    assert [cost(line, currency) for line in stored] == [Cost(line.net, line.tax) for line in stored]


def as_li(work: Work) -> Work:
    return replace(work, user=Cast.li.actor)


def test_lines_make_the_amount(api: Api, account_id: str) -> None:
    body = [LINE | {"quantity": "3", "price": "0.335"}, LINE | {"discount_percent": "5", "tax_percent": "6"}]
    quote = a_quote(api.li, account_id, amount=None, lines=body)
    assert (quote["amount"], quote["tax"], quote["gross"]) == ("176701.01", "10602.13", "187303.14")
    assert (quote["line_count"], quote["discount_percent"]) == (2, "5")
    full = api.li.get(f"/quotes/{quote['id']}").json
    assert [(line["net"], line["tax"]) for line in full["lines"]] == [
        ("1.01", "0.13"),
        ("176700.00", "10602.00"),
    ]
    assert [share["percent"] for share in full["taxes"]] == ["6", "13"]


def test_a_yen_has_no_hundredths(api: Api, account_id: str) -> None:
    quote = a_quote(api.li, account_id, amount=None, currency="JPY", lines=[LINE | {"quantity": "1", "price": "99.5"}])
    assert (quote["amount"], quote["tax"]) == ("100", "13")
    changed = api.li.patch(f"/quotes/{quote['id']}", {"currency": "EUR"}).json
    assert (Decimal(changed["amount"]), Decimal(changed["tax"])) == (Decimal("99.50"), Decimal("12.94"))


def test_lines_are_set_as_a_whole_and_keep_their_ids(api: Api, account_id: str) -> None:
    quote = a_quote(api.li, account_id, amount=None, lines=[LINE, LINE | {"product": "Stand"}])
    path = f"/quotes/{quote['id']}"
    pump, stand = api.li.get(path).json["lines"]
    sent = [{"id": stand["id"], **LINE, "product": "Stand, tall"}, {"id": pump["id"], **LINE, "quantity": "1"}]
    full = api.li.put(f"{path}/lines", {"lines": sent}, version=quote["version"]).json
    assert [(line["id"], line["product"]) for line in full["lines"]] == [
        (stand["id"], "Stand, tall"),
        (pump["id"], "Infusion pump IP-200"),
    ]
    assert full["version"] > quote["version"]
    late = api.li.put(f"{path}/lines", {"lines": []}, version=quote["version"])
    assert late.status_code == 412
    gone = api.li.put(f"{path}/lines", {"lines": sent[:1]}).json
    back = api.li.put(f"{path}/lines", {"lines": sent}).json
    assert (gone["line_count"], back["line_count"], back["lines"][1]["id"]) == (1, 2, pump["id"])


def test_another_word_is_another_version(api: Api, account_id: str) -> None:
    quote = a_quote(api.li, account_id, amount=None, lines=[LINE])
    path = f"/quotes/{quote['id']}"
    (line,) = api.li.get(path).json["lines"]
    full = api.li.put(f"{path}/lines", {"lines": [{"id": line["id"], **LINE, "description": "With stand"}]}).json
    assert (full["amount"], full["version"]) == (quote["amount"], quote["version"] + 1)


@pytest.mark.parametrize(
    ("lines", "pointer", "code"),
    [
        ([LINE | {"id": "a"}, LINE | {"id": "a"}], "/lines/1/id", "twice"),
        ([LINE, LINE | {"quantity": "0"}], "/lines/1/quantity", "out-of-range"),
        ([LINE | {"discount_percent": "100.01"}], "/lines/0/discount_percent", "out-of-range"),
        ([LINE | {"quantity": "900000000", "price": "900000000"}], "/lines/0/quantity", "too-large"),
        ([LINE | {"quantity": "1000", "price": "8000000000"}] * 2, "/lines", "too-large"),
    ],
)
def test_a_wrong_line_is_named(api: Api, account_id: str, lines: list, pointer: str, code: str) -> None:
    quote = a_quote(api.li, account_id)
    refused = api.li.put(f"/quotes/{quote['id']}/lines", {"lines": lines})
    assert refused.status_code == 422
    assert (refused.json["errors"][0]["pointer"], refused.json["errors"][0]["code"]) == (pointer, code)


def test_a_typed_amount_stands_only_without_lines(api: Api, account_id: str) -> None:
    quote = a_quote(api.li, account_id, amount=None, lines=[LINE])
    path = f"/quotes/{quote['id']}"
    refused = api.li.patch(path, {"amount": "1"})
    assert (refused.status_code, refused.json["errors"][0]["code"]) == (422, "comes-from-lines")
    empty = api.li.put(f"{path}/lines", {"lines": []}).json
    assert (empty["line_count"], empty["gross"]) == (0, None)
    assert api.li.patch(path, {"amount": "1"}).json["amount"] == "1.00"


def test_what_the_client_has_stays_as_it_was(api: Api, account_id: str) -> None:
    quote = a_sent_quote(api.li, account_id, {"amount": None, "lines": [LINE]})
    path = f"/quotes/{quote['id']}"
    for refused in (api.li.put(f"{path}/lines", {"lines": []}), api.li.patch(path, {"title": "Other words"})):
        assert (refused.status_code, refused.json["code"]) == (409, "revision-needed")
    assert api.li.patch(path, {"title": quote["title"], "valid_until": "2026-05-01"}).status_code == 200
