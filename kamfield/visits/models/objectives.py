"""What a visit is to achieve: an act of the client, measurable and dated."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from kamfield.core.rows import Base, refers_to
from kamfield.core.types import Json
from kamfield.visits.models.part import Part
from kamfield.visits.rules.codes import Result
from kamfield.visits.rules.objectives import Finding


class Objective(Part, Base):
    """What the client will do by when, how it is measured, what the checker found, and what became of it.

    Measured by `target` with `unit`, or by an `event` that can be verified; `actual` is the number reached.
    """

    __tablename__ = "objectives"

    kind: Mapped[str]
    client_action: Mapped[str]
    due_on: Mapped[date | None]
    client_contact_id: Mapped[str | None] = refers_to("contacts.id", nullable=True)
    client_actor: Mapped[str | None]
    target: Mapped[Decimal | None]
    unit: Mapped[str | None]
    event: Mapped[str | None]
    fallback: Mapped[str | None]
    findings: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
    weak: Mapped[bool] = mapped_column(default=False)
    override_reason: Mapped[str | None]
    result: Mapped[str | None]
    actual: Mapped[Decimal | None]
    result_note: Mapped[str | None]

    __table_args__ = (Index("ix_objectives_visit", "visit_id", "id"),)

    @property
    def told_findings(self) -> list[Finding]:
        """The stored findings with their sentences."""
        return [Finding(**finding) for finding in self.findings]

    def conclude(self, result: Result | None, actual: Decimal | None, note: str | None) -> None:
        """What became of it."""
        self.result, self.actual, self.result_note = result, actual, note
