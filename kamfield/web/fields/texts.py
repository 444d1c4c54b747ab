"""Texts, and what is written as one: ids, codes, currencies, languages, time zones."""

from collections.abc import Callable
from enum import Enum
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from marshmallow import ValidationError, fields, validate

from kamfield.core.codes import CodeList
from kamfield.core.names import Named
from kamfield.core.rows import ID_LENGTH
from kamfield.core.texts import LOCALES, N_, translate
from kamfield.core.work import Actor
from kamfield.web.problems import locale_of_request
from kamfield.web.said import Said

MOST_TEXT = 10_000

_ID_FORM = validate.Regexp(
    rf"\A[A-Za-z0-9_.-]{{1,{ID_LENGTH}}}\Z",
    error=Said("not-an-id", N_("An id has 1 to 64 letters, digits, dots, dashes or underscores.")),
)

_CURRENCY_FORM = validate.Regexp(
    r"\A[A-Z]{3}\Z", error=Said("not-a-currency", N_("A currency has three capital letters, such as CNY."))
)


class Id(fields.String):
    """An id made by the client or by the server: 1 to 64 of `A-Z a-z 0-9 _ . -`."""

    def __init__(self, **options: Any) -> None:
        super().__init__(validate=_ID_FORM, **options)


class NameOf(fields.String):
    """`rep_name`, `contact_title`: what the id beside it (`rep_id`) means to a person; filled in by `web/naming`.

    `told` may keep it from some users.
    """

    beside: str

    def __init__(self, kind: Named, told: Callable[[Actor, Any], bool] | None = None, **options: Any) -> None:
        self.kind, self.told = kind, told
        super().__init__(required=True, **options)

    def _bind_to_schema(self, field_name: str, parent: Any) -> None:
        self.beside = f"{field_name.rsplit('_', 1)[0]}_id"
        super()._bind_to_schema(field_name, parent)


class Text(fields.String):
    """A text of at least one and at most `most` characters, without the blanks around it."""

    def __init__(self, most: int = 200, least: int = 1, **options: Any) -> None:
        checks = [validate.Length(min=least, max=most), *options.pop("checks", ())]
        super().__init__(validate=checks, **options)

    def deserialize(self, value: Any, *rest: Any, **options: Any) -> Any:
        """Trims before the length is checked; a NUL, which PostgreSQL cannot hold, is refused."""
        if isinstance(value, str):
            value = value.strip()
            if "\x00" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
                raise ValidationError(Said("not-a-text", N_("This must be a text.")))
        return super().deserialize(value, *rest, **options)


class LongText(Text):
    """A text of many lines, at most 10,000 characters; may be empty."""

    def __init__(self, most: int = MOST_TEXT, **options: Any) -> None:
        super().__init__(most, 0, **options)


class Told(fields.String):
    """A text of the catalogue in the caller's language; `params` finds what fills it in on the object."""

    def __init__(self, params: Callable[[Any], dict[str, Any]] = lambda _told: {}, **options: Any) -> None:
        self.params = params
        super().__init__(**options)

    def _serialize(self, value: Any, attr: str | None, obj: Any, **_options: Any) -> str | None:
        return None if value is None else translate(value, locale_of_request(), **self.params(obj))


class Choice(fields.String):
    """One code of a code list: a `StrEnum`. With `written`, its list, also the shorthand that people write for it."""

    def __init__(self, codes: type[Enum], *, written: CodeList | None = None, **options: Any) -> None:
        self.codes, self.written = codes, written
        super().__init__(validate=validate.OneOf([str(code.value) for code in codes]), **options)

    def _serialize(self, value: Any, *_rest: Any, **_options: Any) -> str | None:
        return None if value is None else str(value)

    def _deserialize(self, value: Any, *rest: Any, **options: Any) -> Any:
        text = super()._deserialize(value, *rest, **options)
        try:
            return self.codes(self.written.meant(text) if self.written else text)
        except ValueError:
            choices = ", ".join(str(code.value) for code in self.codes)
            raise ValidationError(
                Said("not-a-choice", N_("This must be one of: %(choices)s."), choices=choices)
            ) from None


class Currency(fields.String):
    """A currency by its ISO 4217 code, `CNY`."""

    def __init__(self, **options: Any) -> None:
        super().__init__(validate=_CURRENCY_FORM, **options)


class Locale(fields.String):
    """A language the product speaks."""

    def __init__(self, **options: Any) -> None:
        super().__init__(validate=validate.OneOf(LOCALES), **options)


class TimeZone(fields.String):
    """An IANA time zone, `Asia/Shanghai`."""

    def _deserialize(self, value: Any, *rest: Any, **options: Any) -> Any:
        name = super()._deserialize(value, *rest, **options)
        if name not in available_timezones():
            raise ValidationError(Said("not-a-time-zone", N_("This is not an IANA time zone, such as Asia/Shanghai.")))
        return str(ZoneInfo(name))
