"""What is stored of an issue, and the steps it takes."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from kamfield.accounts.rules.facts import Source
from kamfield.core.errors import WrongState
from kamfield.core.rows import ID_LENGTH, Base, Synced, refers_to
from kamfield.core.texts import Phrase
from kamfield.issues.rules import MOVES, STATE_LABELS, Severity, State

_WAITING = text("escalate_at IS NOT NULL")


class Issue(Synced, Base):
    """Something a client is not content with, or wants. Its age counts from `opened_at`.

    `escalations` says how many levels above the owner have heard of it, `waits_for_id` who was the last.
    """

    __tablename__ = "issues"
    __audience__ = ("owner_id",)

    account_id: Mapped[str] = refers_to("accounts.id", index=False)
    owner_id: Mapped[str] = refers_to("users.id", index=False)
    author_id: Mapped[str] = refers_to("users.id", index=False)
    contact_id: Mapped[str | None] = refers_to("contacts.id", nullable=True)
    kind: Mapped[str]
    severity: Mapped[str] = mapped_column(default=Severity.NORMAL)
    title: Mapped[str]
    description: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date]
    state: Mapped[str] = mapped_column(default=State.OPEN)
    opened_at: Mapped[datetime]
    resolution: Mapped[str | None]
    resolved_at: Mapped[datetime | None]
    resolved_by_id: Mapped[str | None] = refers_to("users.id", index=False, nullable=True)
    closed_at: Mapped[datetime | None]
    escalate_at: Mapped[datetime | None]
    escalations: Mapped[int] = mapped_column(default=0)
    escalated_at: Mapped[datetime | None]
    waits_for_id: Mapped[str | None] = refers_to("users.id", nullable=True)
    source_kind: Mapped[str] = mapped_column(default=Source.OWN)
    source_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))

    __table_args__ = (
        Index("ix_issues_account", "account_id", "due_on", "id"),
        Index("ix_issues_owner", "owner_id", "due_on", "id"),
        Index("ix_issues_due_on", "due_on", "id"),
        Index("ix_issues_opened_at", "opened_at", "id"),
        Index("ix_issues_source", "source_id"),
        Index("ix_issues_escalate_at", "escalate_at", "id", sqlite_where=_WAITING, postgresql_where=_WAITING),
    )

    def change(self, **columns: Any) -> None:
        """Other words, another severity, owner or day, as long as it is open."""
        self._step("change")
        for name, value in columns.items():
            setattr(self, name, value)

    def escalate(self, to_id: str, at: datetime) -> None:
        """One more person above hears of it."""
        self._step("escalate")
        self.escalations, self.escalated_at, self.waits_for_id = self.escalations + 1, at, to_id

    def resolve(self, resolution: str, by_id: str, at: datetime) -> None:
        """How it was solved; nobody waits any longer."""
        self._step("resolve")
        self.resolution, self.resolved_at, self.resolved_by_id = resolution, at, by_id
        self.escalate_at, self.waits_for_id = None, None

    def close(self, at: datetime) -> None:
        """The client agrees."""
        self._step("close")
        self.closed_at = at

    def reopen(self) -> None:
        """It was not solved after all; the journal keeps the resolution that did not hold."""
        self._step("reopen")
        self.resolution, self.resolved_at, self.resolved_by_id, self.closed_at = None, None, None, None
        self.escalations, self.escalated_at = 0, None

    def _step(self, verb: str) -> None:
        state = State(self.state)
        if verb not in MOVES[state]:
            raise WrongState(state=Phrase(STATE_LABELS[state]))
        self.state = MOVES[state][verb]
