"""A plan and the steps it takes together with its lines."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kamfield.core.errors import Problem, WrongState
from kamfield.core.rows import Base, Synced, refers_to
from kamfield.core.texts import N_, Phrase
from kamfield.plans.models.lines import Decision, PlanLine
from kamfield.plans.rules.states import LABELS, MOVES, LineState, State


class PlanExists(Problem):
    """A rep has one plan for a month."""

    status = 409
    title = N_("There is a plan for this month")
    detail = N_("A rep has one plan for each month, and this month's is there already. Open that one.")


class EmptyPlan(Problem):
    """There is nothing to decide about."""

    status = 409
    title = N_("The plan is empty")
    detail = N_("Put at least one visit on the plan first.")


class NothingToApprove(Problem):
    """Every line was returned or rejected."""

    status = 409
    title = N_("No visit is left to approve")
    detail = N_("Every visit was returned or rejected; return the plan instead.")


class DecisionBegun(Problem):
    """Too late to take it back."""

    status = 409
    title = N_("The decision has begun")
    detail = N_("A visit of this plan was decided already, so the plan cannot be taken back.")


_WAITING = text("waiting_since IS NOT NULL")


class Plan(Synced, Base):
    """The visits of a rep in a month; `month` is its first day. `round` counts the submissions.

    The two counts change with the lines, so that whoever read the plan notices another line by its version.
    `waiting_since` is set while a decision is asked for; without `waiting_for_id` it waits for the administrators.
    """

    __tablename__ = "plans"
    __audience__ = ("rep_id",)

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
    by_policy: Mapped[bool] = mapped_column(default=False)
    comment: Mapped[str | None]
    waiting_since: Mapped[datetime | None]
    waiting_for_id: Mapped[str | None] = refers_to("users.id", nullable=True, index=False)
    waiting_there_since: Mapped[datetime | None]
    escalations: Mapped[int] = mapped_column(default=0)
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
        Index("ix_plans_waiting", "waiting_for_id", "month", "id", sqlite_where=_WAITING, postgresql_where=_WAITING),
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
        living = [line for line in lines if line.deleted_at is None]
        self.line_count = sum(line.state != LineState.DROPPED for line in living)
        self.open_line_count = sum(line.asks for line in living)

    def submit(self, lines: Sequence[PlanLine], at: datetime, seq: int = 0) -> None:
        """Asks for a decision, as the visits are when the sync clock says `seq`; returned lines are proposed anew."""
        self.allow("submit")
        if not any(line.state not in {LineState.REJECTED, LineState.DROPPED} for line in lines):
            raise EmptyPlan
        self.step("submit")
        for line in lines:
            if line.state == LineState.RETURNED:
                line.step("propose_line")
            if line.state == LineState.PROPOSED:
                line.note_proposed(at, seq)
        self.round += 1
        self.submitted_at, self.comment = at, None
        self.decided_at = self.decided_by_id = self.on_behalf_of_id = None
        self.by_policy = False
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

    def asks_since(self, lines: Iterable[PlanLine]) -> datetime | None:
        """Since when a decision is asked for: about the plan, or about the line of it that has waited longest."""
        if self.state == State.SUBMITTED:
            return self.submitted_at
        if self.state != State.APPROVED:
            return None
        asking = (line.proposed_at or self.submitted_at for line in lines if line.asks)
        return min(filter(None, asking), default=None)

    def wait(self, since: datetime | None, for_id: str | None) -> None:
        """A new wait begins on the nearest table, or none is left."""
        self.waiting_since = self.waiting_there_since = since
        self.waiting_for_id = for_id
        self.escalations = 0

    def pass_on(self, to_id: str | None, at: datetime) -> None:
        """It lies on another table from now on; None is that of the administrators."""
        self.waiting_for_id, self.waiting_there_since = to_id, at

    def escalate(self, to_id: str | None, at: datetime) -> None:
        """Nobody decided in time: the next one up is asked."""
        self.pass_on(to_id, at)
        self.escalations += 1

    def close(self, at: datetime) -> None:
        """The month is over."""
        self.step("close")
        self.closed_at = at

    def _decide(self, verb: str, decision: Decision) -> None:
        self.step(verb)
        self.decided_at, self.decided_by_id = decision.at, decision.by_id
        self.on_behalf_of_id, self.by_policy = decision.on_behalf_of_id, decision.by_policy

    def _after(self, verb: str) -> State:
        state = State(self.state)
        if verb not in MOVES[state]:
            raise WrongState(state=Phrase(LABELS[state]))
        return MOVES[state][verb]
