"""What is stored of a decision map: dated assessments of people, lines between them, and what the decision turns on."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from kamfield.core.errors import Problem
from kamfield.core.rows import Base, Synced, refers_to
from kamfield.core.texts import N_
from kamfield.core.types import Json

CURRENT = text("superseded_at IS NULL AND deleted_at IS NULL")
LIVING = text("deleted_at IS NULL")
CODES = ("buying_role", "attitude", "support", "relationship_depth")


class AssessedMeanwhile(Problem):
    """Two people assessed somebody in the same moment; one of them looks again."""

    status = 409
    title = N_("Assessed by somebody else just now")
    detail = N_("Somebody assessed this person at the same moment. Read what they wrote, and repeat if yours is newer.")


class AlreadyDrawn(Problem):
    """Two people have one line of a kind in one direction."""

    status = 409
    title = N_("This line is on the map already")
    detail = N_("The map has a line of this kind between these two people already. Change that one.")


class Assessment(Synced, Base):
    """How somebody stands in one purchase, as somebody of ours saw it on a day.

    A newer one of the same person takes its place; the older ones stay as history.
    """

    __tablename__ = "assessments"

    opportunity_id: Mapped[str] = refers_to("opportunities.id", index=False)
    account_id: Mapped[str] = refers_to("accounts.id")
    contact_id: Mapped[str] = refers_to("contacts.id")
    buying_role: Mapped[str | None]
    attitude: Mapped[str | None]
    support: Mapped[str | None]
    relationship_depth: Mapped[str | None]
    note: Mapped[str | None]
    assessed_on: Mapped[date]
    author_id: Mapped[str] = refers_to("users.id", index=False)
    superseded_at: Mapped[datetime | None]

    __table_args__ = (
        Index("ix_assessments_opportunity", "opportunity_id", "assessed_on", "id"),
        Index(
            "uq_assessments_current",
            "opportunity_id",
            "contact_id",
            unique=True,
            sqlite_where=CURRENT,
            postgresql_where=CURRENT,
            info={"problem": AssessedMeanwhile},
        ),
    )

    @property
    def codes(self) -> Mapping[str, str | None]:
        """What it says."""
        return {name: getattr(self, name) for name in CODES}

    def supersede(self, at: datetime) -> None:
        """A newer one takes its place."""
        self.superseded_at = at

    def restore(self) -> None:
        """What had taken its place was a mistake: it counts again."""
        self.superseded_at = None


class InfluenceLine(Synced, Base):
    """Somebody whose word counts with somebody else."""

    __tablename__ = "influence_lines"

    opportunity_id: Mapped[str] = refers_to("opportunities.id", index=False)
    account_id: Mapped[str] = refers_to("accounts.id")
    from_contact_id: Mapped[str] = refers_to("contacts.id")
    to_contact_id: Mapped[str] = refers_to("contacts.id")
    kind: Mapped[str]
    note: Mapped[str | None]
    author_id: Mapped[str] = refers_to("users.id", index=False)

    __table_args__ = (
        CheckConstraint("from_contact_id <> to_contact_id", name="two_people"),
        Index(
            "uq_influence_lines_drawn",
            "opportunity_id",
            "from_contact_id",
            "to_contact_id",
            "kind",
            unique=True,
            sqlite_where=LIVING,
            postgresql_where=LIVING,
            info={"problem": AlreadyDrawn},
        ),
    )


class DecisionFactor(Synced, Base):
    """Something that the decision turns on; priority 1 is the weightiest. `competitors` are `{name, standing}`."""

    __tablename__ = "decision_factors"

    opportunity_id: Mapped[str] = refers_to("opportunities.id", index=False)
    account_id: Mapped[str] = refers_to("accounts.id")
    kind: Mapped[str]
    text: Mapped[str]
    priority: Mapped[int]
    set_by_contact_id: Mapped[str | None] = refers_to("contacts.id", nullable=True)
    our_standing: Mapped[str]
    competitors: Mapped[Sequence[Mapping[str, Any]]] = mapped_column(Json, default=list)
    author_id: Mapped[str] = refers_to("users.id", index=False)

    __table_args__ = (
        CheckConstraint("priority BETWEEN 1 AND 5", name="priority"),
        Index("ix_decision_factors_opportunity", "opportunity_id", "priority", "id"),
    )

    def change(self, **columns: Any) -> None:
        """Seen otherwise."""
        for name, value in columns.items():
            setattr(self, name, value)
