"""Check-ins and check-outs: what the phone said, and what it is worth."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from kamfield.core.rows import Base, refers_to
from kamfield.core.types import Json
from kamfield.geo.fence import Reason, Verdict
from kamfield.visits.models.part import Part
from kamfield.visits.rules.verdicts import SENTENCES

_EXACT = text("latitude IS NOT NULL AND coarsened_at IS NULL")


class Check(Part, Base):
    """An arrival or a departure. The position (WGS-84) is coarsened when the policy's days have passed.

    `verdict` is empty for forms that have no place, such as a phone call.
    """

    __tablename__ = "checks"
    __audience__ = ("rep_id",)

    rep_id: Mapped[str] = refers_to("users.id", index=False)
    kind: Mapped[str]
    device_at: Mapped[datetime]
    received_at: Mapped[datetime]
    latitude: Mapped[float | None] = mapped_column(info={"secret": True})
    longitude: Mapped[float | None] = mapped_column(info={"secret": True})
    accuracy_metres: Mapped[float | None]
    mock: Mapped[bool] = mapped_column(default=False)
    verdict: Mapped[str | None]
    reasons: Mapped[list[str]] = mapped_column(Json, default=list)
    place_id: Mapped[str | None] = refers_to("places.id", nullable=True)
    metres: Mapped[float | None]
    coarsened_at: Mapped[datetime | None]

    __table_args__ = (
        Index("ix_checks_visit", "visit_id", "id"),
        Index("ix_checks_rep", "rep_id", "device_at"),
        Index("ix_checks_exact", "received_at", "id", sqlite_where=_EXACT, postgresql_where=_EXACT),
    )

    @property
    def told_reasons(self) -> list[dict[str, str]]:
        """The reasons with their sentences."""
        return [{"code": reason, "text": SENTENCES[Reason(reason)]} for reason in self.reasons]

    @property
    def suggests_place(self) -> bool:
        """Whether the client was met, beyond doubt, where the archive knows no place: it may deserve one."""
        return self.verdict == Verdict.VERIFIED and self.place_id is None

    def coarsen(self, at: datetime) -> None:
        """Keeps the position to a hundredth of a degree, about a kilometre."""
        if self.latitude is not None and self.longitude is not None:
            self.latitude, self.longitude = round(self.latitude, 2), round(self.longitude, 2)
        self.coarsened_at = at
