"""A plan and its lines, and the steps they take together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kamfield.core.errors import Problem, WrongState
from kamfield.core.rows import Base, Synced, refers_to
from kamfield.core.texts import N_, Phrase
from kamfield.plans.rules.states import LABELS, LINE_LABELS, LINE_MOVES, MOVES, LineState, State


class PlanExists(Problem):
    """A rep has one plan for a month."""

    status = 409
    title = N_("There is a plan for this month")
    detail = N_("A rep has one plan for each month, and this month's is there already.")


class AlreadyPlanned(Problem):
    """A visit stands on one plan only."""

    status = 409
    title = N_("This visit is planned already")
    detail = N_("The visit stands on a plan already.")


class EmptyPlan(Problem):
    """There is nothing to decide about."""

    status = 409
    title = N_("The plan is empty")
    detail = N_("Put at least one visit on the plan first.")


class NothingToApprove(Problem):
    """Every line was returned or rejected."""

    status = 409
    title = N_("No line is left to approve")
    detail = N_("Every line was returned or rejected; return the plan instead.")


class DecisionBegun(Problem):
    """Too late to take it back."""

    status = 409
    title = N_("The decision has begun")
    detail = N_("A line of this plan was decided already, so it cannot be withdrawn.")


@dataclass(frozen=True)
class Decision:
    """Who decided when, and in whose place if they stood in."""

    by_id: str
    at: datetime
    on_behalf_of_id: str | None = None


_LIVING = text("deleted_at IS NULL")


class PlanLine(Synced, Base):
    """One visit of a plan. `approved_day` is the day it was approved for; `probability` 0 to 100 overrides."""

    __tablename__ = "plan_lines"

    plan_id: Mapped[str] = refers_to("plans.id", index=False)
    visit_id: Mapped[str] = refers_to("visits.id", index=False)
    state: Mapped[str] = mapped_column(default=LineState.PROPOSED)
    reason: Mapped[str | None]
    opportunity_id: Mapped[str | None] = refers_to("opportunities.id", nullable=True)
    probability: Mapped[int | None]
    approved_day: Mapped[date | None]
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

    def decide(self, verb: str, decision: Decision, day: date, reason: str | None = None) -> None:
        """A manager's word on this line, for the `day` its visit has now."""
        self.step(verb, reason)
        self.decided_at, self.decided_by_id = decision.at, decision.by_id
        self.on_behalf_of_id = decision.on_behalf_of_id
        self.approved_day = day if self.state == LineState.APPROVED else None


class Plan(Synced, Base):
    """The visits of a rep in a month; `month` is its first day. `round` counts the submissions.

    The two counts change with the lines, so that whoever read the plan notices another line by its version.
    """

    __tablename__ = "plans"

    rep_id: Mapped[str] = refers_to("users.id", index=False)
    month: Mapped[date]
    state: Mapped[str] = mapped_column(default=State.DRAFT)
    round: Mapped[int] = mapped_column(default=0)
    line_count: Mapped[int] = mapped_column(default=0)
    open_line_count: Mapped[int] = mapped_column(default=0)
    submitted_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[str | None] = refers_to("users.id", nullable=True)
    on_behalf_of_id: Mapped[str | None] = refers_to("users.id", nullable=True)
    comment: Mapped[str | None]
    closed_at: Mapped[datetime | None]

    lines: Mapped[list[PlanLine]] = relationship(
        PlanLine,
        primaryjoin="and_(Plan.id == foreign(PlanLine.plan_id), PlanLine.deleted_at.is_(None))",
        order_by="PlanLine.id",
        viewonly=True,
        lazy="raise",
    )

    __table_args__ = (
        UniqueConstraint("rep_id", "month", info={"problem": PlanExists}),
        Index("ix_plans_month", "month", "id"),
        Index("ix_plans_state", "state", "month", "id"),
    )

    @property
    def owner_id(self) -> str:
        """Whose month it is."""
        return self.rep_id

    def step(self, verb: str) -> None:
        """Takes one step of `MOVES`, or says that the plan's state does not allow it."""
        self.state = self._after(verb)

    def allow(self, verb: str) -> None:
        """Refuses a verb that the plan's state does not know; nothing changes."""
        self._after(verb)

    def count(self, lines: Iterable[PlanLine]) -> None:
        """Brings the counts up to date."""
        living = [line for line in lines if line.deleted_at is None and line.state != LineState.DROPPED]
        self.line_count = len(living)
        self.open_line_count = sum(line.state == LineState.PROPOSED for line in living)

    def submit(self, lines: Sequence[PlanLine], at: datetime) -> None:
        """Asks for a decision; lines that were returned are proposed anew."""
        self.allow("submit")
        if not any(line.state not in {LineState.REJECTED, LineState.DROPPED} for line in lines):
            raise EmptyPlan
        self.step("submit")
        for line in lines:
            if line.state == LineState.RETURNED:
                line.step("propose_line")
        self.round += 1
        self.submitted_at, self.comment = at, None
        self.decided_at = self.decided_by_id = self.on_behalf_of_id = None
        self.count(lines)

    def withdraw(self, lines: Iterable[PlanLine]) -> None:
        """Takes the question back, as long as nobody began to answer it."""
        self.allow("withdraw")
        asked_at = self.submitted_at
        if any(line.decided_at and asked_at and line.decided_at >= asked_at for line in lines):
            raise DecisionBegun
        self.step("withdraw")
        self.submitted_at = None

    def approve(self, lines: Sequence[PlanLine], days: Mapping[str, date], decision: Decision) -> None:
        """Puts every proposed line in force, for the day of `days` (by visit); what was returned stays open."""
        self.allow("approve")
        if not any(line.state in {LineState.PROPOSED, LineState.APPROVED} for line in lines):
            raise NothingToApprove
        self._decide("approve", decision)
        for line in lines:
            if line.state == LineState.PROPOSED:
                line.decide("approve_line", decision, days[line.visit_id])
        self.count(lines)

    def give_back(self, decision: Decision, comment: str) -> None:
        """Asks the rep to mend it."""
        self._decide("return", decision)
        self.comment = comment

    def close(self, at: datetime) -> None:
        """The month is over."""
        self.step("close")
        self.closed_at = at

    def _decide(self, verb: str, decision: Decision) -> None:
        self.step(verb)
        self.decided_at, self.decided_by_id = decision.at, decision.by_id
        self.on_behalf_of_id = decision.on_behalf_of_id

    def _after(self, verb: str) -> State:
        state = State(self.state)
        if verb not in MOVES[state]:
            raise WrongState(state=Phrase(LABELS[state]))
        return MOVES[state][verb]
