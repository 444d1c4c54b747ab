"""A quotation, its follow-ups, the counter of its year, and the end of its validity."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kamfield.core.due import Due
from kamfield.core.errors import Problem, WrongState
from kamfield.core.rows import Base, Synced, refers_to
from kamfield.core.texts import N_, Phrase
from kamfield.quotes.rules import DECIDED, FOLLOW_UP_LABELS, LABELS, MOVES, FollowUpState, State


class AmountMissing(Problem):
    """A quotation cannot leave without a price."""

    status = 409
    title = N_("The amount is missing")
    detail = N_("A quotation cannot be sent without an amount.")


class Quote(Synced, Base):
    """A quotation for a client, from the enquiry to the answer. Amounts are in `currency`."""

    __tablename__ = "quotes"

    number: Mapped[str]
    account_id: Mapped[str] = refers_to("accounts.id", index=False)
    owner_id: Mapped[str] = refers_to("users.id", index=False)
    contact_id: Mapped[str | None] = refers_to("contacts.id", nullable=True)
    opportunity_id: Mapped[str | None] = refers_to("opportunities.id", nullable=True)
    title: Mapped[str]
    amount: Mapped[Decimal | None]
    currency: Mapped[str]
    state: Mapped[str] = mapped_column(default=State.ENQUIRY)
    sent_on: Mapped[date | None]
    valid_until: Mapped[date | None]
    decided_on: Mapped[date | None]
    loss_reason: Mapped[str | None]
    lost_to: Mapped[str | None]

    __table_args__ = (
        UniqueConstraint("number"),
        Index("ix_quotes_account", "account_id", "state"),
        Index("ix_quotes_owner", "owner_id", "state"),
    )

    def move(self, verb: str) -> None:
        """Takes the step that `verb` means from where it stands, or `WrongState`."""
        following = MOVES[State(self.state)].get(verb)
        if following is None:
            raise WrongState(state=Phrase(LABELS[State(self.state)]))
        self.state = following

    def send(self, on: date, valid_until: date | None) -> None:
        """Gone to the client; the last valid day may be set with it."""
        if self.amount is None:
            raise AmountMissing
        self.move("quote.send")
        self.sent_on = on
        self.valid_until = valid_until or self.valid_until

    def decide(self, verb: str, on: date) -> None:
        """Won, lost or taken back on a day."""
        self.move(verb)
        self.decided_on = on

    def change(self, **columns: object) -> None:
        """Other words or figures, as long as nothing was decided: what was won or lost stays as it was."""
        if State(self.state) in DECIDED:
            raise WrongState(state=Phrase(LABELS[State(self.state)]))
        for name, value in columns.items():
            setattr(self, name, value)


class FollowUp(Synced, Base):
    """One step of chasing a quotation; account and owner are those of the quotation."""

    __tablename__ = "follow_ups"

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
        UniqueConstraint("quote_id", "step", "due_on"),
        Index("ix_follow_ups_owner", "owner_id", "state", "due_on"),
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

    def _close(self, state: FollowUpState, at: datetime) -> None:
        if self.state != FollowUpState.DUE:
            raise WrongState(state=Phrase(FOLLOW_UP_LABELS[FollowUpState(self.state)]))
        self.state, self.closed_at = state, at


class QuoteYear(Base):
    """How many quotations a year has; its row is locked by whoever takes the next number, until the commit."""

    __tablename__ = "quote_years"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    count: Mapped[int]


class Validity(Due, Base):
    """Ends a quotation when its last valid day is over; its id is the quotation's."""

    __tablename__ = "quote_validities"
    __journaled__ = False  # it only repeats `valid_until`, whose change is told
