"""One line of a plan: a visit, what was decided about it, and the steps it takes."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from kamfield.core.errors import Problem, WrongState
from kamfield.core.rows import Base, Synced, refers_to
from kamfield.core.texts import N_, Phrase
from kamfield.plans.rules.states import LINE_LABELS, LINE_MOVES, LineState


class AlreadyPlanned(Problem):
    """A visit stands on one plan only."""

    status = 409
    title = N_("This visit is planned already")
    detail = N_("The visit stands on a plan already.")


@dataclass(frozen=True)
class Decision:
    """Who decided when, and in whose place if they stood in."""

    by_id: str
    at: datetime
    on_behalf_of_id: str | None = None


_LIVING = text("deleted_at IS NULL")


class PlanLine(Synced, Base):
    """One visit of a plan. `approved_day` is the day it was approved for; `probability` 0 to 100 overrides.

    `proposed_at` is when somebody was last asked to decide about it.
    """

    __tablename__ = "plan_lines"

    plan_id: Mapped[str] = refers_to("plans.id", index=False)
    visit_id: Mapped[str] = refers_to("visits.id", index=False)
    state: Mapped[str] = mapped_column(default=LineState.PROPOSED)
    reason: Mapped[str | None]
    opportunity_id: Mapped[str | None] = refers_to("opportunities.id", nullable=True)
    probability: Mapped[int | None]
    approved_day: Mapped[date | None]
    proposed_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[str | None] = refers_to("users.id", nullable=True)
    on_behalf_of_id: Mapped[str | None] = refers_to("users.id", nullable=True)

    __table_args__ = (
        Index("ix_plan_lines_plan", "plan_id", "id"),
        Index(
            "uq_plan_lines_visit",
            "visit_id",
            unique=True,
            sqlite_where=_LIVING,
            postgresql_where=_LIVING,
            info={"problem": AlreadyPlanned},
        ),
    )

    def step(self, verb: str, reason: str | None = None) -> None:
        """Takes one step of `LINE_MOVES`; the reason of the last decision goes with it."""
        state = LineState(self.state)
        if verb not in LINE_MOVES[state]:
            raise WrongState(state=Phrase(LINE_LABELS[state]))
        self.state, self.reason = LINE_MOVES[state][verb], reason

    def propose(self, at: datetime) -> None:
        """Asks for a decision about this line."""
        self.step("propose_line")
        self.proposed_at = at

    def decide(self, verb: str, decision: Decision, day: date, reason: str | None = None) -> None:
        """A manager's word on this line, for the `day` its visit has now."""
        self.step(verb, reason)
        self.decided_at, self.decided_by_id = decision.at, decision.by_id
        self.on_behalf_of_id = decision.on_behalf_of_id
        self.approved_day = day if self.state == LineState.APPROVED else None
