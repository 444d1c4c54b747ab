"""Says texts, days, hours and money in one language and one time zone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.dates import format_skeleton
from babel.numbers import format_currency

from kamfield.core.money import money_told, percent_told
from kamfield.core.texts import N_, translate


@dataclass(frozen=True, slots=True)
class Voice:
    """The reader's language; the time zone of whose days are told."""

    locale: str
    zone: ZoneInfo

    def __call__(self, text: str, **params: object) -> str:
        """A text of the catalogue."""
        return translate(text, self.locale, **params)

    def day(self, on: date) -> str:
        """`Wed, Apr 8`."""
        return self._date(on, "MMMEd")

    def weekday(self, on: date) -> str:
        """`Wed`."""
        return self._date(on, "E")

    def month(self, on: date) -> str:
        """`April 2026`."""
        return self._date(on, "yMMMM")

    def clock(self, at: datetime) -> str:
        """`14:00`."""
        return f"{at.astimezone(self.zone):%H:%M}"

    def instant(self, at: datetime) -> str:
        """`Wed, Apr 8, 14:00`."""
        local = at.astimezone(self.zone)
        between = " " if self.locale == "zh-CN" else ", "
        return f"{self.day(local.date())}{between}{local:%H:%M}"

    def span(self, starts_at: datetime | None, minutes: int | None) -> str:
        """`14:00–15:00`, as far as it is known."""
        if starts_at is None:
            return self.minutes(minutes) if minutes else ""
        return f"{self.clock(starts_at)}–{self.clock(starts_at + timedelta(minutes=minutes))}" if minutes else ""

    def minutes(self, minutes: int) -> str:
        """`6 h 40 min`."""
        hours, rest = divmod(minutes, 60)
        parts = [self(N_("%(hours)s h"), hours=hours)] if hours else []
        return " ".join([*parts, *([self(N_("%(minutes)s min"), minutes=rest)] if rest or not hours else [])])

    def hours(self, minutes: int) -> str:
        """Many hours without their minutes: `132 h`, but `6 h 40 min`."""
        return self.minutes(minutes if minutes < 600 else round(minutes / 60) * 60)

    def number(self, number: Decimal | int) -> str:
        """`16,017`, and `12.5` where it matters."""
        return money_told(Decimal(number), None, self.locale)

    def money(self, amount: Decimal, currency: str) -> str:
        """`CN¥396,000`, and `CN¥12.50` where it matters."""
        if amount != round(amount):
            return money_told(amount, currency, self.locale)
        return str(
            format_currency(amount, currency, "¤#,##0", locale=self.locale.replace("-", "_"), currency_digits=False)
        )

    def exact(self, amount: Decimal, currency: str) -> str:
        """`CN¥396,000.00`, beside others that must add up."""
        return money_told(amount, currency, self.locale)

    def about(self, amount: Decimal, currency: str) -> str:
        """A large sum without its small change."""
        return self.money(Decimal(round(amount)), currency)

    def percent(self, number: Decimal | int) -> str:
        """`12.5%`."""
        return percent_told(Decimal(number), self.locale)

    def told(self, sentences: Sequence[str]) -> str:
        """One sentence after another; Chinese ones have their space in the full stop."""
        return ("" if self.locale == "zh-CN" else " ").join(one for one in sentences if one)

    def listed(self, parts: Sequence[str]) -> str:
        """Several things in a row."""
        return ("、" if self.locale == "zh-CN" else ", ").join(parts)

    def _date(self, on: date, skeleton: str) -> str:
        return str(format_skeleton(skeleton, datetime.combine(on, time(), UTC), locale=self.locale.replace("-", "_")))
