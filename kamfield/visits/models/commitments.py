"""What a client promised at a visit, and whether they kept it."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from kamfield.core.errors import WrongState
from kamfield.core.rows import Base, refers_to
from kamfield.core.texts import Phrase
from kamfield.visits.models.part import Part
from kamfield.visits.rules.codes import CommitmentState
from kamfield.visits.rules.labels import label


class Commitment(Part, Base):
    """A dated promise of the client, open until somebody looked whether it was kept."""

    __tablename__ = "commitments"
    __audience__ = ("rep_id",)

    rep_id: Mapped[str] = refers_to("users.id", index=False)
    account_id: Mapped[str] = refers_to("accounts.id", index=False)
    contact_id: Mapped[str | None] = refers_to("contacts.id", nullable=True)
    text: Mapped[str]
    due_on: Mapped[date]
    state: Mapped[str] = mapped_column(default=CommitmentState.OPEN)
    concluded_at: Mapped[datetime | None]

    __table_args__ = (
        Index("ix_commitments_visit", "visit_id", "id"),
        Index("ix_commitments_due", "due_on", "id"),
        Index("ix_commitments_rep", "rep_id", "due_on", "id"),
        Index("ix_commitments_account", "account_id", "due_on", "id"),
    )

    @property
    def owner_id(self) -> str:
        """Who looks after it."""
        return self.rep_id

    def conclude(self, state: CommitmentState, at: datetime) -> None:
        """Kept or broken."""
        if self.state != CommitmentState.OPEN:
            raise WrongState(state=Phrase(label(CommitmentState(self.state))))
        self.state, self.concluded_at = state, at
