"""Where a client is met."""

from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from kamfield.accounts.models.part import Part
from kamfield.core.rows import Base
from kamfield.core.types import Json


class Place(Part, Base):
    """Where a client is met: a plant, an office, a gate. The point is WGS-84; without one it waits for the maps."""

    __tablename__ = "places"

    label: Mapped[str]
    address: Mapped[str | None]
    city: Mapped[str | None]
    country: Mapped[str | None] = mapped_column(String(2))
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    radius_metres: Mapped[int | None]
    visiting_hours: Mapped[dict[str, Any] | None] = mapped_column(Json)
    is_main: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (
        Index("ix_places_account", "account_id", "id"),
        Index("ix_places_point", "latitude", "longitude"),
    )
