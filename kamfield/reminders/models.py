"""The outbox, which is the ledger too, what somebody does not want to hear, and the rhythm of everybody's day."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from kamfield.core.due import Due, due_index
from kamfield.core.errors import Busy
from kamfield.core.rows import ID_LENGTH, Base, Identified, Synced, refers_to
from kamfield.core.types import Json
from kamfield.reminders.rules import FATES, NEWS_FOR, PARKED, REASONS, Reason, State
from kamfield.reminders.rules.hours import KEEPS_FRESH

SCRUBBED = "…"
STUCK = text("(reminders.state = 'failed' OR reminders.parked_at IS NOT NULL)")  # as its index has it
_STUCK = text("state = 'failed' OR parked_at IS NOT NULL")
OPEN, THERE = text("done_at IS NULL AND deleted_at IS NULL"), text("deleted_at IS NULL")


class Reminder(Due, Base):
    """One thing one person is told on one occasion. `key` says which, so that it is told once.

    First the mail is composed, then it is handed over: what was composed is what is sent again after a failure. Its
    pictures are kept as what they show (`charts`) and drawn when it leaves. One that joined others stands in the mail
    of `digest_id`. While it is due, `reason` says what it waits for.
    """

    __tablename__ = "reminders"
    __journaled__ = False  # it is its own record, and the journal must not copy the one-time links
    most_attempts: ClassVar[int] = 12  # nearly a day: a mail server may be down for a morning

    key: Mapped[str]
    kind: Mapped[str]
    user_id: Mapped[str] = refers_to("users.id", index=False)
    subject_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    params: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    state: Mapped[str] = mapped_column(default=State.DUE)
    reason: Mapped[str | None]
    digest_id: Mapped[str | None] = refers_to("reminders.id", index=False, nullable=True)
    refusal: Mapped[str | None]
    message_id: Mapped[str | None]
    address: Mapped[str | None]
    name: Mapped[str | None]
    subject: Mapped[str | None]
    text: Mapped[str | None]
    html: Mapped[str | None]
    charts: Mapped[list[dict[str, Any]] | None] = mapped_column(Json)
    secret: Mapped[str | None]
    created_at: Mapped[datetime]
    composed_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("key"),
        due_index("reminders"),
        Index("ix_reminders_user", "user_id", "created_at", "id"),
        Index("ix_reminders_stuck", "created_at", "id", sqlite_where=_STUCK, postgresql_where=_STUCK),
        Index("ix_reminders_subject", "user_id", "subject_id", "kind", "created_at"),
    )

    @property
    def owner_id(self) -> str:
        """Whom it is for."""
        return self.user_id

    @property
    def told(self) -> str | None:
        """What it said, once no one-time link stands in it any more."""
        return None if self.secret else self.text

    @property
    def happened_at(self) -> datetime:
        """When what it tells happened."""
        told = self.params.get("happened_at")
        return datetime.fromisoformat(told) if told else self.created_at

    def is_old_news(self, at: datetime) -> bool:
        """Whether it happened too long ago to be told of."""
        lasts = NEWS_FOR.get(self.kind)
        return lasts is not None and at - self.happened_at > lasts

    def is_stale(self, at: datetime) -> bool:
        """Whether it was written so long ago that it is to be written anew, as it had no chance to leave."""
        return self.composed_at is not None and at - self.composed_at > KEEPS_FRESH

    @property
    def fate(self) -> str:
        """What became of it: a sentence of the catalogue, with the places of `FATES`."""
        if self.parked_at:
            return PARKED
        return REASONS[Reason(self.reason)] if self.reason else FATES[State(self.state)]

    def compose(
        self,
        *,
        at: datetime,
        message_id: str,
        address: str,
        name: str,
        subject: str,
        text: str,
        html: str,
        charts: list[dict[str, Any]] | None = None,
    ) -> None:
        """Ready to be handed over, whatever happens meanwhile to what it is about."""
        self.state, self.reason, self.composed_at, self.message_id = State.COMPOSED, None, at, message_id
        self.address, self.name = address, name
        self.subject, self.text, self.html, self.charts = subject, text, html, charts

    def mark_sent(self, at: datetime) -> None:
        """The mail server answers for it now."""
        self._close(State.SENT, at)

    def fail(self, refusal: str, at: datetime) -> None:
        """Refused for good: a wrong address, a mailbox that is gone."""
        self._close(State.FAILED, at)
        self.reason, self.refusal = Reason.REFUSED, refusal

    def suppress(self, reason: Reason, at: datetime) -> None:
        """Not sent, and why."""
        self._close(State.SUPPRESSED, at)
        self.reason = reason

    def wait(self, reason: Reason, until: datetime) -> datetime:
        """Not now, and why."""
        self.reason = reason
        return until

    def join(self, digest: "Reminder", at: datetime) -> None:
        """Told in a mail with others."""
        self.suppress(Reason.JOINED_DIGEST, at)
        self.due_at, self.digest_id = None, digest.id

    def leave(self, reason: Reason) -> None:
        """It had joined others, and is not told after all."""
        self.reason, self.digest_id = reason, None

    def come_back(self, at: datetime) -> None:
        """What was not sent to somebody on leave is due now that they are back, and news to them."""
        self.params = {**self.params, "happened_at": at.isoformat()}
        self.due_at = at
        self.reopen()

    def reopen(self) -> None:
        """It is to be written anew, if it is still true."""
        self.state, self.reason, self.refusal, self.closed_at = State.DUE, None, None, None

    def retry(self, at: datetime) -> None:
        """Somebody mended what was in its way: it is written anew, for the address of today, if it is still true."""
        self.reopen()
        self.due_at, self.attempts, self.parked_at, self.last_error = at, 0, None, None

    def _close(self, state: State, at: datetime) -> None:
        self.state, self.closed_at = state, at
        if self.secret:
            self.text, self.html = (text and text.replace(self.secret, SCRUBBED) for text in (self.text, self.html))
            self.secret = None


class Notice(Synced, Base):
    """What somebody was reminded of as their app shows it, in their language as it was then.

    It has the id of its reminder: each is told once. `subject_kind` is the table of what it is about, `done_at` when
    that was over.
    """

    __tablename__ = "notices"
    __journaled__ = False  # the ledger is its record

    user_id: Mapped[str] = refers_to("users.id", index=False)
    kind: Mapped[str]
    title: Mapped[str]
    text: Mapped[str] = mapped_column(default="")
    subject_kind: Mapped[str | None]
    subject_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    told_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]

    __table_args__ = (
        Index("ix_notices_user", "user_id", "told_at", "id"),
        Index("ix_notices_open", "told_at", "id", sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_notices_there", "told_at", sqlite_where=THERE, postgresql_where=THERE),
    )

    @property
    def owner_id(self) -> str:
        """Whom it tells."""
        return self.user_id

    def read(self, at: datetime) -> None:
        """Somebody has seen it. The first time counts."""
        self.read_at = self.read_at or at

    def end(self, at: datetime) -> None:
        """What it is about is done, or no longer true."""
        self.done_at = self.done_at or at


class ReminderSettings(Identified, Base):
    """What somebody does not want to be reminded of; nothing is stored of whoever wants everything."""

    __tablename__ = "reminder_settings"

    user_id: Mapped[str] = refers_to("users.id", index=False)
    unwanted: Mapped[list[str]] = mapped_column(Json, default=list)

    __table_args__ = (UniqueConstraint("user_id", info={"problem": Busy}),)  # two at once: the later tries again

    @property
    def owner_id(self) -> str:
        """Whose they are."""
        return self.user_id


class Rhythm(Due, Base):
    """When somebody is to be told something next: in the morning, on Friday afternoon, in the evening.

    One row per user; `done_at` is when it was last looked.
    """

    __tablename__ = "rhythms"
    __journaled__ = False  # what comes of it stands in the ledger

    user_id: Mapped[str] = refers_to("users.id", index=False)
    done_at: Mapped[datetime | None]

    __table_args__ = (UniqueConstraint("user_id"), due_index("rhythms"))
