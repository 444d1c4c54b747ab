"""A visit: one contact with one account, and the steps it takes."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from kamfield.core.errors import Problem, WrongState
from kamfield.core.rows import Base, Synced, refers_to
from kamfield.core.texts import N_, Phrase
from kamfield.core.types import Json
from kamfield.geo.point import Point
from kamfield.visits.models.checks import Check
from kamfield.visits.models.commitments import Commitment
from kamfield.visits.models.objectives import Objective
from kamfield.visits.models.part import living_parts
from kamfield.visits.models.people import VisitCompanion, VisitContact
from kamfield.visits.rules.codes import CancelReason, State
from kamfield.visits.rules.labels import label
from kamfield.visits.rules.moves import MOVES


class AnotherInProgress(Problem):
    """A rep can be at one place only; `visit_id` and `account_name` say at which, unless two taps came at once."""

    status = 409
    title = N_("Another visit is in progress")
    detail = N_("Check out of the visit that is in progress first%(at)s.")

    def __init__(self, *faults: Any, at: str = "", **rest: Any) -> None:
        super().__init__(*faults, at=at, **rest)


_IN_PROGRESS = text("state = 'in_progress' AND deleted_at IS NULL")


class Visit(Synced, Base):
    """One contact with one account. `day` is a date in the rep's time zone; `missing` names the Ws without answer.

    `aims_at` is the question of the opportunity's gates that it is to answer.
    """

    __tablename__ = "visits"
    __audience__ = ("rep_id", "account_id")
    __ages_by__ = "day"

    rep_id: Mapped[str] = refers_to("users.id", index=False)
    account_id: Mapped[str] = refers_to("accounts.id", index=False)
    place_id: Mapped[str | None] = refers_to("places.id", nullable=True)
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    opportunity_id: Mapped[str | None] = refers_to("opportunities.id", nullable=True)
    quote_id: Mapped[str | None] = refers_to("quotes.id", nullable=True)
    aims_at: Mapped[str | None]
    form: Mapped[str | None]
    purpose: Mapped[str | None]
    day: Mapped[date]
    starts_at: Mapped[datetime | None]
    minutes: Mapped[int | None]
    state: Mapped[str] = mapped_column(default=State.PLANNED)
    urgent: Mapped[bool] = mapped_column(default=False)
    missing: Mapped[list[str]] = mapped_column(Json, default=list)
    cancel_reason: Mapped[str | None]
    cancel_note: Mapped[str | None]
    checked_in_at: Mapped[datetime | None]
    checked_out_at: Mapped[datetime | None]
    report_due_at: Mapped[datetime | None]

    contacts: Mapped[list[VisitContact]] = living_parts("VisitContact")
    companions: Mapped[list[VisitCompanion]] = living_parts("VisitCompanion")
    objectives: Mapped[list[Objective]] = living_parts("Objective")
    checks: Mapped[list[Check]] = living_parts("Check", by="device_at")
    commitments: Mapped[list[Commitment]] = living_parts("Commitment")

    __table_args__ = (
        Index("ix_visits_day", "day", "id"),
        Index("ix_visits_rep", "rep_id", "day", "id"),
        Index("ix_visits_account", "account_id", "day", "id"),
        Index("ix_visits_state", "state", "day", "id"),
        Index("ix_visits_rep_state", "rep_id", "state", "day"),
        Index(
            "uq_visits_in_progress",
            "rep_id",
            unique=True,
            sqlite_where=_IN_PROGRESS,
            postgresql_where=_IN_PROGRESS,
            info={"problem": AnotherInProgress},
        ),
    )

    @property
    def owner_id(self) -> str:
        """Whose visit it is."""
        return self.rep_id

    @property
    def point(self) -> Point | None:
        """The free point at which the client is met, if one is named."""
        return None if self.latitude is None or self.longitude is None else Point(self.latitude, self.longitude)

    @property
    def is_located(self) -> bool:
        """Whether it is known where the client is met."""
        return self.place_id is not None or self.point is not None

    def step(self, verb: str) -> None:
        """Takes one step of `MOVES`, or says that the visit's state does not allow it."""
        state = State(self.state)
        if verb not in MOVES[state]:
            raise WrongState(state=Phrase(label(state)))
        self.state = MOVES[state][verb]

    def check_in(self, at: datetime) -> None:
        """The rep has arrived, at the phone's instant."""
        self.step("check_in")
        self.checked_in_at = at

    def check_out(self, at: datetime, report_due: timedelta) -> None:
        """The rep has left; from now on a report is owed."""
        self.step("check_out")
        self.checked_out_at = at
        self.report_due_at = at + report_due

    def cancel(self, reason: CancelReason, note: str | None) -> None:
        """It does not take place."""
        self.step("cancel")
        self.cancel_reason, self.cancel_note = reason, note
