"""What we hear about a client and around it: goals, needs, competitors, strengths, news."""

from datetime import date
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from kamfield.accounts.models.part import Part
from kamfield.accounts.rules.facts import Source
from kamfield.accounts.rules.intelligence import SAYING
from kamfield.core.rows import ID_LENGTH, Base, refers_to


class Intelligence(Part, Base):
    """One piece of intelligence. `name` is the competitor's, the event's …; what it was before is in the journal."""

    __tablename__ = "intelligence"

    kind: Mapped[str]
    name: Mapped[str | None]
    text: Mapped[str | None]
    product: Mapped[str | None]
    price: Mapped[str | None]
    service: Mapped[str | None]
    strength: Mapped[str | None]
    weakness: Mapped[str | None]
    noted_on: Mapped[date]
    confirmed_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    source_kind: Mapped[str] = mapped_column(default=Source.OWN)
    source_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    author_id: Mapped[str | None] = refers_to("users.id", index=False)  # nobody: Kamfield itself, from an import

    __table_args__ = (
        Index("ix_intelligence_account_kind", "account_id", "kind", "id"),
        Index("ix_intelligence_account_noted", "account_id", "noted_on", "id"),
    )

    @property
    def is_open(self) -> bool:
        """Whether it still holds: a need not yet met, a competitor still there."""
        return self.closed_on is None

    def said(self) -> dict[str, Any]:
        """What it says, column by column."""
        return {column: getattr(self, column) for column in SAYING}

    def change(self, **columns: Any) -> None:
        """Other words, or another day."""
        for column, value in columns.items():
            setattr(self, column, value)

    @property
    def fresh_on(self) -> date:
        """The last day on which somebody saw that it is so."""
        return max(self.noted_on, self.confirmed_on or self.noted_on)

    def confirm(self, on: date) -> None:
        """Somebody saw on that day that it is still so."""
        if on >= self.fresh_on:
            self.confirmed_on = on

    def close(self, on: date) -> None:
        """It no longer holds."""
        self.closed_on = self.closed_on or on

    def reopen(self) -> None:
        """It holds after all."""
        self.closed_on = None
