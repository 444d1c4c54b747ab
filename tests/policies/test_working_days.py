"""Which days are worked: China moves working days onto weekends, German states differ, no country means Mon to Fri."""

from datetime import date

import pytest

from kamfield.policies.rules.working_days import is_country, is_working_day, make_up_days
from tests.api import Api


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 2, 14), True),  # Saturday, worked for 20 February
        (date(2026, 2, 28), True),  # Saturday, worked for 23 February
        (date(2026, 2, 17), False),  # Spring Festival
        (date(2026, 2, 20), False),  # Friday off for 14 February
        (date(2026, 2, 24), True),
        (date(2026, 2, 21), False),  # an ordinary Saturday
        (date(2025, 10, 11), True),
        (date(2025, 10, 8), False),
    ],
)
def test_chinas_make_up_days_are_working_days(day: date, worked: bool) -> None:
    """As the State Council published for 2025 and 2026."""
    assert is_working_day(day, "CN") is worked


def test_the_parts_of_a_country_differ() -> None:
    epiphany = date(2026, 1, 6)
    assert is_working_day(epiphany, "DE", "BE")
    assert not is_working_day(epiphany, "DE", "BY")


def test_the_weekend_is_the_countrys_own() -> None:
    friday, sunday = date(2026, 3, 6), date(2026, 3, 8)
    assert not is_working_day(friday, "SA")
    assert is_working_day(sunday, "SA")


def test_without_a_country_the_week_has_five_days() -> None:
    assert [is_working_day(date(2026, 10, day)) for day in range(1, 8)] == [True, True, False, False, True, True, True]


def test_unknown_places_are_not_countries() -> None:
    assert is_country("CN")
    assert not is_country("XX")
    assert not is_country("DE", "ZZ")


def test_a_year_is_read_in_the_readers_language(api: Api) -> None:
    found = api.li.get("/holidays?year=2026", headers={"Accept-Language": "zh-CN"}).json
    assert {"day": "2026-10-01", "name": "国庆节"} in found["holidays"]
    assert found["make_up_days"] == [day.isoformat() for day in make_up_days(2026, "CN")]
    assert {"day": "2026-10-01", "name": "National Day"} in api.sam.get("/holidays?year=2026").json["holidays"]


def test_another_place_can_be_asked_for(api: Api) -> None:
    found = api.sam.get("/holidays?year=2026&country=DE&subdivision=BY").json
    assert "2026-01-06" in [holiday["day"] for holiday in found["holidays"]]
    assert api.sam.get("/holidays?year=2026&country=XX").status_code == 422
