"""Column types that mean the same on SQLite and on PostgreSQL."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Integer, Numeric
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator, TypeEngine

Json = JSON().with_variant(JSONB(), "postgresql")
Stamp = Integer().with_variant(BigInteger(), "postgresql")  # what the sync clock says: 64 bits on both engines


class Instant(TypeDecorator[datetime]):
    """An aware instant, kept in UTC; a naive one is refused, because nobody knows which instant it means."""

    impl = DateTime(timezone=True)
    cache_ok = True
    python_type = datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the database: UTC, on SQLite without the zone (text that sorts as time)."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a naive instant: {value!r}")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """From the database: aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None]:
        """The same in one call instead of three: a page of 50 rows has 150 instants."""
        return _from_text if dialect.name == "sqlite" else _in_utc


def _from_text(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value + "+00:00")


def _in_utc(value: datetime | None) -> datetime | None:
    return value if value is None or value.tzinfo is UTC else value.astimezone(UTC)


class Exact(TypeDecorator[Decimal]):
    """A decimal with `scale` places, exact on both engines: NUMERIC on PostgreSQL, a scaled integer on SQLite."""

    impl = Numeric
    cache_ok = True
    python_type = Decimal

    def __init__(self, scale: int = 4) -> None:
        super().__init__(18, scale)
        self.scale = scale

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The engine's own type."""
        return dialect.type_descriptor(BigInteger() if dialect.name == "sqlite" else Numeric(18, self.scale))

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:
        """To the database; more places than the scale are an error, not a rounding."""
        if value is None:
            return None
        shifted = Decimal(value).scaleb(self.scale)
        if shifted != shifted.to_integral_value():
            raise ValueError(f"{value} has more than {self.scale} places")
        return int(shifted) if dialect.name == "sqlite" else Decimal(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        """From the database."""
        if value is None:
            return None
        return Decimal(value).scaleb(-self.scale) if dialect.name == "sqlite" else Decimal(value)
