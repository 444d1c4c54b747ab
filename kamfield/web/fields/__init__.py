"""The kinds of value that cross the wire, beyond marshmallow's own."""

from kamfield.web.fields.numbers import Amount, Flag, Latitude, Longitude, Whole
from kamfield.web.fields.texts import Choice, Currency, Id, Locale, LongText, NameOf, Text, TimeZone, Told
from kamfield.web.fields.times import Day, Instant, Month, TimeOfDay, instant

__all__ = [
    "Amount",
    "Choice",
    "Currency",
    "Day",
    "Flag",
    "Id",
    "Instant",
    "Latitude",
    "Locale",
    "LongText",
    "Longitude",
    "Month",
    "NameOf",
    "Text",
    "TimeOfDay",
    "TimeZone",
    "Told",
    "Whole",
    "instant",
]
