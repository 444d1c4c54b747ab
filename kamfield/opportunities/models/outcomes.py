"""How the visits that served an opportunity ended."""

from datetime import date

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kamfield.core.rows import ID_LENGTH, Base, Identified, refers_to


class Outcome(Identified, Base):
    """The outcome of one visit, as its report says it; a corrected report corrects it."""

    __tablename__ = "opportunity_outcomes"

    opportunity_id: Mapped[str] = refers_to("opportunities.id", index=False)
    visit_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    outcome: Mapped[str]
    visited_on: Mapped[date]

    __table_args__ = (
        UniqueConstraint("visit_id"),
        Index("ix_opportunity_outcomes_opportunity", "opportunity_id", "visited_on", "id"),
    )
