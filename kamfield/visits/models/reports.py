"""The call report of a visit."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kamfield.core.errors import Problem
from kamfield.core.rows import ID_LENGTH, Base, refers_to
from kamfield.core.texts import N_
from kamfield.core.types import Json
from kamfield.visits.models.part import Part


class ReportLocked(Problem):
    """A submitted report stays as it is."""

    status = 409
    title = N_("This report is locked")
    detail = N_("The report was submitted and is locked. A manager can unlock it.")


class Report(Part, Base):
    """One per visit. `minutes_shared` may be shown to the client, `internal` never leaves our house.

    `late` is decided at the first submission and stays. What the rows of complaints, facts and observations led to
    stands in `led_to`; `steps` are the results of the checklist that the report was written with.
    """

    __tablename__ = "reports"
    __audience__ = ("rep_id",)

    rep_id: Mapped[str] = refers_to("users.id", index=False)
    account_id: Mapped[str] = refers_to("accounts.id", index=False)
    outcome: Mapped[str | None]
    minutes_shared: Mapped[str | None]
    internal: Mapped[str | None] = mapped_column(info={"secret": True})
    needs: Mapped[str | None]
    competitors: Mapped[str | None]
    market: Mapped[str | None]
    next_step: Mapped[str | None]
    next_step_on: Mapped[date | None]
    next_step_owner_id: Mapped[str | None] = refers_to("users.id", nullable=True)
    complaints: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
    facts: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
    observations: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
    answers: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
    led_to: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    checklist_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    steps: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
    submitted_at: Mapped[datetime | None]
    late: Mapped[bool | None]
    locked: Mapped[bool] = mapped_column(default=False)
    comment: Mapped[str | None]
    rating: Mapped[int | None]
    reviewed_by_id: Mapped[str | None] = refers_to("users.id", nullable=True)
    reviewed_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("visit_id"),
        Index("ix_reports_rep", "rep_id", "created_at", "id"),
        Index("ix_reports_account", "account_id", "created_at", "id"),
    )

    @property
    def owner_id(self) -> str:
        """Who writes it."""
        return self.rep_id

    def refuse_when_locked(self) -> None:
        """Nothing of a submitted report changes."""
        if self.locked:
            raise ReportLocked

    def submit(self, at: datetime, due_at: datetime) -> None:
        """Locks it; late when it was owed before."""
        self.late = at > due_at if self.late is None else self.late
        self.submitted_at = self.submitted_at or at
        self.locked = True

    def review(self, by_id: str, at: datetime, comment: str | None, rating: int | None) -> None:
        """What a manager says about it."""
        self.comment, self.rating, self.reviewed_by_id, self.reviewed_at = comment, rating, by_id, at
