"""One line of a plan: a visit, what was decided about it, and the steps it takes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from kamfield.core.errors import Problem, WrongState
from kamfield.core.rows import Base, Synced, refers_to
from kamfield.core.texts import N_, Phrase
from kamfield.core.types import Stamp
from kamfield.plans.rules.states import LINE_LABELS, LINE_MOVES, OVERRULING, LineState


class AlreadyPlanned(Problem):
    """A visit stands on one plan only."""

    status = 409
    title = N_("This visit is planned already")
    detail = N_("The visit stands on a plan already.")


class NothingToAcknowledge(Problem):
    """Nobody asked."""

    status = 409
    title = N_("Nothing to acknowledge")
    detail = N_("This visit does not wait to be acknowledged.")


@dataclass(frozen=True)
class Decision:
    """Who decided when, and in whose place if they stood in; without `by_id` the company's policy did."""

    by_id: str | None
    at: datetime
    on_behalf_of_id: str | None = None

    @property
    def by_policy(self) -> bool:
        """Whether no person decided."""
        return self.by_id is None


_LIVING = text("deleted_at IS NULL")


class PlanLine(Synced, Base):
    """One visit of a plan. `approved_day` is the day it was approved for; `probability` 0 to 100 overrides.

    `proposed_at` is when somebody was last asked to decide about it; `proposed_seq` is what the sync clock said then: a
    later stamp on the visit means that it is no longer what was proposed. The visit of an `unplanned` line began
    without standing on the plan. One `to_acknowledge` dropped out although the policy names its tier.
    """

    __tablename__ = "plan_lines"

    plan_id: Mapped[str] = refers_to("plans.id", index=False)
    visit_id: Mapped[str] = refers_to("visits.id", index=False)
    state: Mapped[str] = mapped_column(default=LineState.PROPOSED)
    comment: Mapped[str | None]
    opportunity_id: Mapped[str | None] = refers_to("opportunities.id", nullable=True)
    probability: Mapped[int | None]
    approved_day: Mapped[date | None]
    proposed_at: Mapped[datetime | None]
    proposed_seq: Mapped[int | None] = mapped_column(Stamp)
    unplanned: Mapped[bool] = mapped_column(default=False)
    to_acknowledge: Mapped[bool] = mapped_column(default=False)
    by_policy: Mapped[bool] = mapped_column(default=False)
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

    @property
    def moves(self) -> Mapping[str, LineState]:
        """The steps it can take now."""
        moves = LINE_MOVES[LineState(self.state)]
        return {**moves, **OVERRULING} if self.by_policy and self.state == LineState.APPROVED else moves

    @property
    def asks(self) -> bool:
        """Whether a manager is to decide about it, or to take note."""
        return self.state == LineState.PROPOSED or self.to_acknowledge

    def step(self, verb: str, comment: str | None = None) -> None:
        """Takes one step; the comment of the last decision goes with it."""
        if verb not in self.moves:
            raise WrongState(state=Phrase(LINE_LABELS[LineState(self.state)]))
        self.state, self.comment = self.moves[verb], comment

    def propose(self, verb: str, at: datetime, seq: int) -> None:
        """Asks for a decision about this line, as its visit is now."""
        self.step(verb)
        self.note_proposed(at, seq)

    def note_proposed(self, at: datetime, seq: int) -> None:
        """It is proposed as its visit is when the sync clock says `seq`; what was decided before no longer counts."""
        self.proposed_at, self.proposed_seq = at, seq
        self.decided_at = self.decided_by_id = self.on_behalf_of_id = None
        self.by_policy = False

    def drop(self, at: datetime, *, to_acknowledge: bool) -> None:
        """Its visit does not take place, and says why; a manager is to take note, or need not."""
        self.step("drop_line", self.comment)
        self.to_acknowledge = to_acknowledge
        if to_acknowledge:
            self.proposed_at = at

    def acknowledge(self, decision: Decision) -> None:
        """A manager took note that it dropped out."""
        if not self.to_acknowledge:
            raise NothingToAcknowledge
        self.step("acknowledge_line", self.comment)
        self.to_acknowledge = False
        self._note(decision)

    def decide(self, verb: str, decision: Decision, day: date, comment: str | None = None) -> None:
        """A manager's word on this line, or the policy's, for the `day` its visit has now."""
        self.step(verb, comment)
        self._note(decision)
        self.approved_day = day if self.state == LineState.APPROVED else None

    def _note(self, decision: Decision) -> None:
        self.decided_at, self.decided_by_id = decision.at, decision.by_id
        self.on_behalf_of_id, self.by_policy = decision.on_behalf_of_id, decision.by_policy
