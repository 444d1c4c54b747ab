"""Chasing a quotation: the steps, and what the client answered."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kamfield.core.errors import Problem, WrongState
from kamfield.core.rows import Base, Synced, refers_to
from kamfield.core.texts import N_, Phrase
from kamfield.quotes.rules.states import FOLLOW_UP_LABELS, FollowUpState


class StepExists(Problem):
    """The same step was made twice at once."""

    status = 409
    title = N_("This follow-up exists already")
    detail = N_("Somebody has just made the same follow-up. Read them again.")


class FollowUp(Synced, Base):
    """One step of chasing a quotation; account and owner are those of the quotation."""

    __tablename__ = "follow_ups"
    __audience__ = ("owner_id",)

    quote_id: Mapped[str] = refers_to("quotes.id", index=False)
    account_id: Mapped[str] = refers_to("accounts.id")
    owner_id: Mapped[str] = refers_to("users.id", index=False)
    step: Mapped[str]
    due_on: Mapped[date]
    state: Mapped[str] = mapped_column(default=FollowUpState.DUE)
    said: Mapped[str | None]
    next_on: Mapped[date | None]
    skipped_because: Mapped[str | None]
    closed_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("quote_id", "step", "due_on", info={"problem": StepExists}),
        Index("ix_follow_ups_owner", "owner_id", "state", "due_on"),
        Index("ix_follow_ups_due_on", "due_on", "id"),
    )

    def complete(self, said: str, next_on: date | None, at: datetime) -> None:
        """The client was asked: what they said, and when to ask again."""
        self._close(FollowUpState.DONE, at)
        self.said, self.next_on = said, next_on

    def skip(self, because: str, at: datetime) -> None:
        """Not asked, and why."""
        self._close(FollowUpState.SKIPPED, at)
        self.skipped_because = because

    def reopen(self) -> None:
        """To be done after all."""
        self.state, self.closed_at, self.skipped_because = FollowUpState.DUE, None, None
        self.said = self.next_on = None

    def _close(self, state: FollowUpState, at: datetime) -> None:
        if self.state != FollowUpState.DUE:
            raise WrongState(state=Phrase(FOLLOW_UP_LABELS[FollowUpState(self.state)]))
        self.state, self.closed_at = state, at


class Reply(Synced, Base):
    """What the client said of their own accord about a quotation, and when they want to be asked again."""

    __tablename__ = "quote_replies"

    quote_id: Mapped[str] = refers_to("quotes.id", index=False)
    author_id: Mapped[str] = refers_to("users.id")
    replied_on: Mapped[date]
    said: Mapped[str]
    next_on: Mapped[date | None]

    __table_args__ = (Index("ix_quote_replies_quote", "quote_id", "replied_on", "id"),)
