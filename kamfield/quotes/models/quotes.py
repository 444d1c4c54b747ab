"""A quotation: what it says and the steps it takes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, validates

from kamfield.core.errors import Problem, WrongState, invalid
from kamfield.core.rows import Base, Synced, refers_to
from kamfield.core.texts import N_, Phrase
from kamfield.quotes.models.lines import QuoteLine
from kamfield.quotes.rules.money import LARGEST_TOTAL, totals
from kamfield.quotes.rules.numbers import reference
from kamfield.quotes.rules.price import PRICE_LABELS, PriceState
from kamfield.quotes.rules.states import DECIDED, LABELS, MOVES, WRITABLE, State

ALWAYS = date(9999, 12, 31)  # for lists in the order of validity: what has no last day comes last
_ASKED = text("price_state = 'asked'")
FIXED_ONCE_SENT = ("title", "amount", "currency", "terms")


class AmountMissing(Problem):
    """A quotation cannot leave without a price."""

    status = 409
    title = N_("The amount is missing")
    detail = N_("A quotation cannot be sent without an amount. Give it lines or an amount first.")


class RevisionNeeded(Problem):
    """What the client holds in their hands stays as it is."""

    status = 409
    title = N_("This went to the client already")
    detail = N_("What was sent stays as it was. Begin a new revision to change lines, price or words.")


@dataclass(frozen=True)
class Decision:
    """Who decided when, and in whose place if they stood in."""

    by_id: str
    at: datetime
    on_behalf_of_id: str | None = None


class Quote(Synced, Base):
    """A quotation for a client, from the enquiry to the answer. Amounts are in `currency`, the only one it has.

    With lines `amount` is their net total, before tax; without it is what was typed. `line_edits` counts the changes
    of lines, so that whoever read the quotation notices them by its version. `chased_from` is the day from which the
    ladder counts: that of sending, or of the client's latest reply. `probability`, 0 to 100, is what the owner
    believes; nobody has to say one.
    """

    __tablename__ = "quotes"
    __audience__ = ("owner_id", "account_id")

    number: Mapped[str]
    account_id: Mapped[str] = refers_to("accounts.id", index=False)
    owner_id: Mapped[str] = refers_to("users.id", index=False)
    contact_id: Mapped[str | None] = refers_to("contacts.id", nullable=True)
    opportunity_id: Mapped[str | None] = refers_to("opportunities.id", nullable=True)
    probability: Mapped[int | None]
    title: Mapped[str]
    terms: Mapped[str] = mapped_column(default="")
    amount: Mapped[Decimal | None]
    currency: Mapped[str]
    tax: Mapped[Decimal | None]
    gross: Mapped[Decimal | None]
    discount_percent: Mapped[Decimal] = mapped_column(default=Decimal(0))
    line_count: Mapped[int] = mapped_column(default=0)
    line_edits: Mapped[int] = mapped_column(default=0)
    revision: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(default=State.ENQUIRY)
    price_state: Mapped[str] = mapped_column(default=PriceState.OPEN)
    price_asked_at: Mapped[datetime | None]
    price_waiting_for_id: Mapped[str | None] = refers_to("users.id", nullable=True)
    price_decided_at: Mapped[datetime | None]
    price_decided_by_id: Mapped[str | None] = refers_to("users.id", nullable=True)
    price_on_behalf_of_id: Mapped[str | None] = refers_to("users.id", nullable=True)
    price_comment: Mapped[str | None]
    sent_on: Mapped[date | None]
    valid_until: Mapped[date | None]
    valid_key: Mapped[date] = mapped_column(default=ALWAYS)
    chased_from: Mapped[date | None]
    decided_on: Mapped[date | None]
    loss_reason: Mapped[str | None]
    lost_to: Mapped[str | None]
    competitor_price: Mapped[Decimal | None]

    __table_args__ = (
        UniqueConstraint("number"),
        CheckConstraint("probability BETWEEN 0 AND 100", name="probability"),
        Index("ix_quotes_account", "account_id", "state"),
        Index("ix_quotes_owner", "owner_id", "state"),
        Index("ix_quotes_updated", "updated_at", "id"),
        Index("ix_quotes_valid", "valid_key", "id"),
        Index("ix_quotes_title", "title", "id"),
        Index("ix_quotes_price_asked", "number", "id", sqlite_where=_ASKED, postgresql_where=_ASKED),
    )

    @validates("valid_until")
    def _keep_valid_key(self, _attribute: str, until: date | None) -> date | None:
        self.valid_key = until or ALWAYS
        return until

    @property
    def reference(self) -> str:
        """What stands on the paper: the number and, from the second on, the revision."""
        return reference(self.number, self.revision)

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
        self.sent_on = self.chased_from = on
        self.valid_until = valid_until or self.valid_until

    def decide(self, verb: str, on: date) -> None:
        """Won, lost or taken back on a day."""
        self.move(verb)
        self.decided_on = on

    def change(self, **columns: object) -> None:
        """Other words, figures or days: not of what was decided, and of what was sent only what is not on the paper."""
        self.refuse_decided()
        changed = {name: value for name, value in columns.items() if getattr(self, name) != value}
        if self.state not in WRITABLE and changed.keys() & set(FIXED_ONCE_SENT):
            raise RevisionNeeded
        if "amount" in changed and self.line_count:
            raise invalid("/amount", "comes-from-lines", N_("The amount is the total of the lines."))
        for name, value in changed.items():
            setattr(self, name, value)

    def hear(self, on: date) -> None:
        """The client answered on a day: what is chased counts from there, never from an earlier day than before."""
        if self.state not in {State.SENT, State.EXPIRED}:
            raise WrongState(state=Phrase(LABELS[State(self.state)]))
        self.chased_from = max(on, self.chased_from or on)

    def refuse_decided(self) -> None:
        """What was won, lost or withdrawn stays as it was."""
        if State(self.state) in DECIDED:
            raise WrongState(state=Phrase(LABELS[State(self.state)]))

    def refuse_sent(self) -> None:
        """What the client has stays as it was."""
        self.refuse_decided()
        if self.state not in WRITABLE:
            raise RevisionNeeded

    def ask_price(self, at: datetime, of_id: str | None) -> None:
        """A manager is asked about the price."""
        self.refuse_sent()
        if self.price_state in {PriceState.ASKED, PriceState.APPROVED}:
            raise WrongState(state=Phrase(PRICE_LABELS[PriceState(self.price_state)]))
        self.price_state, self.price_asked_at, self.price_waiting_for_id = PriceState.ASKED, at, of_id
        self.price_decided_at = self.price_decided_by_id = self.price_on_behalf_of_id = self.price_comment = None

    def decide_price(self, state: PriceState, decision: Decision, comment: str | None) -> None:
        """A manager's word on the price as it is now."""
        self.refuse_sent()
        if self.price_state == state:
            raise WrongState(state=Phrase(PRICE_LABELS[state]))
        self.price_state, self.price_comment, self.price_waiting_for_id = state, comment, None
        self.price_decided_at, self.price_decided_by_id = decision.at, decision.by_id
        self.price_on_behalf_of_id = decision.on_behalf_of_id

    def reprice(self) -> None:
        """The price is another one: whatever was said of the old one does not count."""
        self.price_state, self.price_asked_at, self.price_waiting_for_id = PriceState.OPEN, None, None
        self.price_decided_at = self.price_decided_by_id = self.price_on_behalf_of_id = self.price_comment = None

    def total(self, lines: Sequence[QuoteLine]) -> None:
        """Takes over what the lines come to; without lines the amount stays as it is, and has no tax."""
        self.line_count = len(lines)
        self.discount_percent = max((line.discount_percent for line in lines), default=Decimal(0))
        if not lines:
            self.tax = self.gross = None
            return
        sums = totals(lines)
        if sums.gross > LARGEST_TOTAL:
            raise invalid("/lines", "too-large", N_("The total is larger than any amount may be."))
        self.amount, self.tax, self.gross = sums.net, sums.tax, sums.gross
