"""Which days are worked where, by the `holidays` library: public holidays, and China's make-up working weekends."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holidays import HolidayBase

NO_COUNTRY = ""


def is_working_day(day: date, country: str = NO_COUNTRY, subdivision: str = "") -> bool:
    """Whether people work on that day; without a country every Monday to Friday is a working day.

    China moves working days onto weekends around its holidays (调休); the library knows them once the State Council
    has published them, usually in November for the year that follows. Until then weekends are free.
    """
    if country == NO_COUNTRY:
        return day.weekday() < 5
    return _calendar(country, subdivision, day.year, None).is_working_day(day)


def holidays_of(year: int, country: str, subdivision: str = "", language: str | None = None) -> Mapping[date, str]:
    """The public holidays of a year with their names, in the language where the library speaks it."""
    if country == NO_COUNTRY:
        return {}
    found = _calendar(country, subdivision, year, _spoken(country, language))
    return {day: name for day, name in sorted(found.items()) if day.year == year}


def make_up_days(year: int, country: str) -> list[date]:
    """The weekend days of a year that are worked instead of others."""
    if country == NO_COUNTRY:
        return []
    return sorted(day for day in _calendar(country, "", year, None).weekend_workdays if day.year == year)


def is_country(country: str, subdivision: str = "") -> bool:
    """Whether the library knows the country (ISO 3166-1, two letters) and the part of it."""
    import holidays  # only where a country is named: it is large

    known = holidays.list_supported_countries()
    return country in known and (not subdivision or subdivision in known[country])


@lru_cache(maxsize=256)
def _calendar(country: str, subdivision: str, year: int, language: str | None) -> "HolidayBase":
    """A year and its neighbours: a holiday may be observed on the other side of New Year."""
    import holidays

    years = range(year - 1, year + 2)
    return holidays.country_holidays(country, subdivision or None, years, expand=False, language=language)


def _spoken(country: str, language: str | None) -> str | None:
    import holidays

    languages: tuple[str, ...] = getattr(holidays.country_holidays(country), "supported_languages", ())
    wanted = {"zh-CN": ("zh_CN",), "en": ("en_US", "en_GB")}.get(language or "", ())
    return next((one for one in wanted if one in languages), None)
