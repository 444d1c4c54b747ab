"""A proposal and its lines."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from kamfield.core.due import Due, due_index
from kamfield.core.errors import Problem
from kamfield.core.rows import Base, Identified, refers_to
from kamfield.core.texts import N_
from kamfield.core.types import Json
from kamfield.proposals.rules.states import LineState, State


class NotReady(Problem):
    """It is still being computed, or was decided."""

    status = 409
    title = N_("This proposal cannot be decided")
    detail = N_("The proposal is not ready yet, or every line of it was decided already.")


class Proposal(Due, Base):
    """The planner's suggestion for the days of a plan from `from_on` on; it falls due to be computed.

    `task` is what the planner is asked, read in one step and solved in the next: so the search holds no lock.
    `left_out` are accounts that are due and found no room, with the reason.
    """

    __tablename__ = "proposals"
    __journaled__ = False  # what comes of it is told visit by visit
    most_attempts: ClassVar[int] = 3

    plan_id: Mapped[str] = refers_to("plans.id", index=False)
    rep_id: Mapped[str] = refers_to("users.id", index=False)
    created_at: Mapped[datetime]
    from_on: Mapped[date]
    state: Mapped[str] = mapped_column(default=State.WAITING)
    task: Mapped[dict[str, Any] | None] = mapped_column(Json)
    left_out: Mapped[Sequence[Mapping[str, Any]]] = mapped_column(Json, default=list)
    finished_at: Mapped[datetime | None]

    __table_args__ = (
        due_index("proposals"),
        Index("ix_proposals_plan", "plan_id", "created_at", "id"),
        Index("ix_proposals_rep", "rep_id"),
    )

    @property
    def owner_id(self) -> str:
        """Whose month it is."""
        return self.rep_id

    def ask(self, task: dict[str, Any]) -> None:
        """The question is known; the answer comes with the next step."""
        self.task, self.state = task, State.COMPUTING

    def answer(self, left_out: Sequence[Mapping[str, Any]], at: datetime) -> None:
        """Ready for the rep."""
        self.left_out, self.task, self.state, self.finished_at = left_out, None, State.READY, at

    def refuse_unready(self) -> None:
        """`NotReady` unless there is something to decide."""
        if self.state != State.READY:
            raise NotReady

    def settle(self, lines: Sequence["ProposalLine"]) -> None:
        """Decided when nothing is open any more."""
        if all(line.state != LineState.OPEN for line in lines):
            self.state = State.DECIDED


class ProposalLine(Identified, Base):
    """One visit on one day; `visit_id` is the visit to move, or the one that came of it."""

    __tablename__ = "proposal_lines"
    __journaled__ = False  # as its proposal

    proposal_id: Mapped[str] = refers_to("proposals.id", index=False)
    place_in_order: Mapped[int]
    kind: Mapped[str]
    state: Mapped[str] = mapped_column(default=LineState.OPEN)
    account_id: Mapped[str] = refers_to("accounts.id")
    place_id: Mapped[str | None] = refers_to("places.id", nullable=True)
    visit_id: Mapped[str | None] = refers_to("visits.id", nullable=True)
    day: Mapped[date]
    starts_at: Mapped[datetime]
    minutes: Mapped[int]
    way_minutes: Mapped[int]
    reasons: Mapped[Sequence[Mapping[str, Any]]] = mapped_column(Json, default=list)

    __table_args__ = (Index("ix_proposal_lines_order", "proposal_id", "place_in_order"),)

    def accept(self, visit_id: str) -> None:
        """It came true as a visit."""
        self.state, self.visit_id = LineState.ACCEPTED, visit_id
