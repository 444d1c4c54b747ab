"""An opportunity and the steps it can take."""

from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from kamfield.core.errors import WrongState
from kamfield.core.rows import ID_LENGTH, Base, Synced, refers_to
from kamfield.core.texts import Phrase
from kamfield.opportunities.rules.offers import Offer
from kamfield.opportunities.rules.stages import DECIDED, ENDINGS, STATES, FigureSource, Status, after, before

_STALLED = text("stalled_on IS NOT NULL")


class Opportunity(Synced, Base):
    """What a client might buy. `amount` is in `currency`; `probability`, 0 to 100, is what the rep believes.

    Both are the owner's own word or that of the last quotation sent, whichever came later; the sources tell which.

    `continuations` counts the visits since the last advance or order, `stalled_on` is the day of the third of them.
    `decided_from` is where it stood when it was won or lost: there it goes on when a manager opens it again.
    """

    __tablename__ = "opportunities"
    __audience__ = ("owner_id", "account_id")

    account_id: Mapped[str] = refers_to("accounts.id", index=False)
    owner_id: Mapped[str] = refers_to("users.id", index=False)
    name: Mapped[str]
    amount: Mapped[Decimal | None]
    currency: Mapped[str] = mapped_column(String(3))
    amount_source: Mapped[str] = mapped_column(default=FigureSource.OWN)
    amount_source_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    probability: Mapped[int]
    probability_source: Mapped[str] = mapped_column(default=FigureSource.OWN, server_default=FigureSource.OWN)
    probability_source_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    expected_close_on: Mapped[date]
    status: Mapped[str] = mapped_column(default=Status.POTENTIAL)
    driver: Mapped[str | None]
    compelling_on: Mapped[date | None]
    need: Mapped[str | None]
    description: Mapped[str | None]
    decision_process: Mapped[str | None]
    implementation_goal: Mapped[str | None]
    continuations: Mapped[int] = mapped_column(default=0)
    stalled_on: Mapped[date | None]
    decided_on: Mapped[date | None]
    decided_from: Mapped[str | None]
    loss_reason: Mapped[str | None]
    lost_to: Mapped[str | None]
    learned: Mapped[str | None]

    __table_args__ = (
        CheckConstraint("probability BETWEEN 0 AND 100", name="probability"),
        Index("ix_opportunities_owner", "owner_id", "expected_close_on", "id"),
        Index("ix_opportunities_account", "account_id", "expected_close_on", "id"),
        Index("ix_opportunities_status", "status", "expected_close_on", "id"),
        Index(
            "ix_opportunities_stalled",
            "expected_close_on",
            "id",
            sqlite_where=_STALLED,
            postgresql_where=_STALLED,
        ),
        # all that the forecast reads of a row, so that it reads nothing else
        Index(
            "ix_opportunities_forecast",
            *("status", "expected_close_on", "currency", "probability", "amount"),
            *("owner_id", "account_id", "deleted_at"),
        ),
        Index("ix_opportunities_decided", "status", "decided_on", "id"),
        Index("ix_opportunities_close", "expected_close_on", "id"),
        Index("ix_opportunities_name", "name", "id"),
    )

    @property
    def is_open(self) -> bool:
        """Whether the client has still to decide."""
        return Status(self.status) not in DECIDED

    def change(self, **columns: object) -> None:
        """Other words, days or figures, as long as nothing is decided: what was won or lost stays as it was."""
        self.refuse_decided()
        if "amount" in columns or "currency" in columns:
            self.amount_source, self.amount_source_id = FigureSource.OWN, None
        if "probability" in columns:
            self.probability_source, self.probability_source_id = FigureSource.OWN, None
        for name, value in columns.items():
            setattr(self, name, value)

    def take(self, offer: Offer) -> bool:
        """What a quotation asks for is what it is worth, and as likely as that says; whether anything changed."""
        self.refuse_decided()
        new = {name: value for name, value in offer.figures.items() if getattr(self, name) != value}
        for name, value in new.items():
            setattr(self, name, value)
        return bool(new)

    def advance(self) -> None:
        """One step up the ladder."""
        self._go(after(Status(self.status)))

    def set_back(self) -> None:
        """One step down."""
        self._go(before(Status(self.status)))

    def end(self, verb: str, on: date) -> None:
        """Won or lost on a day, wherever it stood."""
        self.refuse_decided()
        self.decided_from, self.decided_on = self.status, on
        self.status = ENDINGS[verb]

    def reopen(self) -> None:
        """Undecided after all: it stands where it stood."""
        self._go(Status(self.decided_from) if self.decided_from else None)
        self.decided_from = self.decided_on = self.loss_reason = self.lost_to = self.learned = None

    def stands(self, continuations: int, stalled_on: date | None) -> None:
        """How many visits in a row got nowhere, and since when there are too many."""
        self.continuations, self.stalled_on = continuations, stalled_on

    def refuse_decided(self) -> None:
        """`WrongState` when it was won or lost."""
        if not self.is_open:
            raise self._wrong_state()

    def _go(self, status: Status | None) -> None:
        if status is None:
            raise self._wrong_state()
        self.status = status

    def _wrong_state(self) -> WrongState:
        return WrongState(state=Phrase(STATES[Status(self.status)]))
