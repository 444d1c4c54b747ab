"""Where a client is met, and the addresses that wait for their point on the map."""

from typing import Any

from sqlalchemy import Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from kamfield.accounts.models.part import Part
from kamfield.accounts.rules import Location
from kamfield.core.due import Due
from kamfield.core.errors import Problem
from kamfield.core.rows import Base, refers_to
from kamfield.core.texts import N_
from kamfield.core.types import Json
from kamfield.geo.point import Point

_THE_MAIN_ONE = text("is_main AND deleted_at IS NULL")


class SecondMainPlace(Problem):
    """Two people named a main place at the same moment."""

    status = 409
    title = N_("There is another main place")
    detail = N_("Somebody named another main place at the same moment. Read the places again and repeat.")


class Place(Part, Base):
    """A plant, an office, a gate. The point is WGS-84, in degrees; `location` says where it comes from."""

    __tablename__ = "places"

    label: Mapped[str]
    address: Mapped[str | None]
    city: Mapped[str | None]
    country: Mapped[str | None] = mapped_column(String(2))
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    location: Mapped[str] = mapped_column(default=Location.MISSING)
    accuracy_metres: Mapped[float | None]
    radius_metres: Mapped[int | None]
    visiting_hours: Mapped[dict[str, Any] | None] = mapped_column(Json)
    is_main: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (
        Index("ix_places_account", "account_id", "created_at", "id"),
        Index("ix_places_point", "latitude", "longitude"),
        Index(
            "uq_places_main",
            "account_id",
            unique=True,
            sqlite_where=_THE_MAIN_ONE,
            postgresql_where=_THE_MAIN_ONE,
            info={"problem": SecondMainPlace},
        ),
    )

    @property
    def point(self) -> Point | None:
        """Where it lies, as far as that is known."""
        if self.latitude is None or self.longitude is None:
            return None
        return Point(self.latitude, self.longitude)

    @property
    def written_address(self) -> str:
        """Address and city as one asks a map for them; empty without an address."""
        if not self.address:
            return ""
        return self.address if not self.city or self.city in self.address else f"{self.address}, {self.city}"

    def lies_at(self, point: Point, location: Location, accuracy_metres: float | None = None) -> None:
        """Its point and where that was learned."""
        self.latitude, self.longitude = point.latitude, point.longitude
        self.location, self.accuracy_metres = location, accuracy_metres

    def forget_point(self) -> None:
        """No point any more: the map is asked when there is an address."""
        self.latitude = self.longitude = self.accuracy_metres = None
        self.location = Location.WAITING if self.written_address else Location.MISSING


class Locating(Due, Base):
    """An address that waits for its point. It carries what the map is asked, so that nothing is locked meanwhile."""

    __tablename__ = "locatings"
    __journaled__ = False

    place_id: Mapped[str] = refers_to("places.id")
    address: Mapped[str]
    country: Mapped[str | None] = mapped_column(String(2))
