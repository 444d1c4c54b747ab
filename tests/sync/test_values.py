"""Values as phones have them, as they are stored, and as routes take them."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from kamfield.sync.queries.columns import kinds_of
from kamfield.sync.rules import TABLES
from kamfield.sync.rules.values import TYPES, Kind, same, to_phone, to_route

CASES = [
    (
        Kind.INSTANT,
        datetime(2026, 3, 2, 1, 30, 0, 250_000, tzinfo=UTC),
        1772415000250,
        "2026-03-02T01:30:00.250000+00:00",
    ),
    (Kind.DAY, date(2026, 3, 2), "2026-03-02", "2026-03-02"),
    (Kind.DECIMAL, Decimal("1234.5"), 12345000, "1234.5"),
    (Kind.DECIMAL, Decimal(1300), 13_000_000, "1300"),
    (Kind.DECIMAL, Decimal("-0.0001"), -1, "-0.0001"),
    (Kind.JSON, ["密封", 1], '["密封",1]', ["密封", 1]),
    (Kind.BOOLEAN, True, True, True),
    (Kind.NUMBER, 60, 60, 60),
    (Kind.TEXT, "上海", "上海", "上海"),
]


@pytest.mark.parametrize(("kind", "value", "phone", "route"), CASES, ids=lambda one: str(one)[:20])
def test_a_value_travels_to_the_phone_and_to_the_route(kind: Kind, value: object, phone: object, route: object) -> None:
    assert to_phone(kind, value) == phone
    assert to_route(kind, phone) == route
    assert same(kind, phone, to_phone(kind, value))


@pytest.mark.parametrize("kind", Kind)
def test_nothing_stays_nothing(kind: Kind) -> None:
    assert to_phone(kind, None) is None
    assert to_route(kind, None) is None


def test_an_instant_of_another_zone_is_the_same_instant() -> None:
    in_shanghai = datetime(2026, 3, 2, 9, 30, tzinfo=timezone(timedelta(hours=8)))
    assert to_phone(Kind.INSTANT, in_shanghai) == to_phone(Kind.INSTANT, datetime(2026, 3, 2, 1, 30, tzinfo=UTC))


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        (Kind.INSTANT, "soon"),
        (Kind.INSTANT, 1e300),
        (Kind.INSTANT, True),
        (Kind.DECIMAL, 1.5),
        (Kind.DECIMAL, "x"),
        (Kind.JSON, "["),
    ],
)
def test_what_is_none_of_the_kind_is_handed_on_for_the_route_to_refuse(kind: Kind, wrong: object) -> None:
    assert to_route(kind, wrong) == wrong


def test_numbers_of_javascript_are_whole_where_they_can_be() -> None:
    assert isinstance(to_route(Kind.NUMBER, 60.0), int)
    assert to_route(Kind.NUMBER, 31.2) == 31.2


def test_yes_is_not_one() -> None:
    assert not same(Kind.BOOLEAN, 1, True)
    assert same(Kind.JSON, '{"a": 1}', '{"a":1}')


def test_every_column_of_the_registry_is_stored_and_has_a_type() -> None:
    for table in TABLES:
        assert set(kinds_of(table).values()) <= TYPES.keys(), table.name
