"""How far an opportunity came and when: one row for each step."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from kamfield.core.rows import Base, refers_to
from kamfield.core.types import Json
from kamfield.opportunities.models.part import Part


class Step(Part, Base):
    """From one status to another; `missing` are the questions that were not settled when a gate was passed anyway."""

    __tablename__ = "opportunity_steps"

    from_status: Mapped[str]
    to_status: Mapped[str]
    taken_at: Mapped[datetime]
    taken_on: Mapped[date]
    by_id: Mapped[str | None] = refers_to("users.id", index=False)
    on_behalf_of_id: Mapped[str | None] = refers_to("users.id", index=False)
    reason: Mapped[str | None]
    missing: Mapped[list[str]] = mapped_column(Json, default=list)

    __table_args__ = (Index("ix_opportunity_steps_opportunity", "opportunity_id", "taken_at", "id"),)
