"""What is stored: attachments, which phones hold, and the uploads that bring their bytes."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from kamfield.attachments.rules import EXPIRES_AFTER, MOVES, Refusal, State
from kamfield.core.due import Due, due_index
from kamfield.core.errors import Problem, WrongState
from kamfield.core.rows import ID_LENGTH, Base, Synced, refers_to
from kamfield.core.texts import N_


class UploadOver(Problem):
    """The upload was ended or has expired; what had arrived is gone."""

    status = 410
    title = N_("This upload is over")
    detail = N_("It was ended or nobody went on with it for too long. Begin a new upload of the same file.")


class Attachment(Synced, Base):
    """A photo or file of something (`subject_kind`, `subject_id`) at an account; the bytes may come much later."""

    __tablename__ = "attachments"
    __audience__ = ("author_id",)

    account_id: Mapped[str] = refers_to("accounts.id", index=False)
    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    author_id: Mapped[str] = refers_to("users.id", index=False)
    file_name: Mapped[str]
    media_type: Mapped[str]
    size_bytes: Mapped[int | None] = mapped_column(BigInteger)
    checksum: Mapped[str | None] = mapped_column(String(64))
    taken_at: Mapped[datetime | None]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    caption: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(String(10), default=State.AWAITED)
    refusal: Mapped[str | None] = mapped_column(String(20))
    stored_at: Mapped[datetime | None]
    file_key: Mapped[str | None] = mapped_column(String(512))

    __table_args__ = (
        Index("ix_attachments_account", "account_id", "created_at", "id"),
        Index("ix_attachments_subject", "subject_id", "created_at", "id"),
        Index("ix_attachments_author", "author_id", "created_at", "id"),
        Index("ix_attachments_created_at", "created_at", "id"),
    )

    @property
    def owner_id(self) -> str:
        """Whose it is: who took the photo."""
        return self.author_id

    def disagreement(self, size_bytes: int, checksum: str) -> Refusal | None:
        """What of the bytes is not as announced; None when they are the right ones."""
        if self.size_bytes not in (None, size_bytes):
            return Refusal.OTHER_SIZE
        return Refusal.OTHER_CHECKSUM if self.checksum not in (None, checksum) else None

    def store(self, file_key: str, size_bytes: int, checksum: str, at: datetime) -> None:
        """The bytes are here and are the right ones."""
        self._move("store")
        self.file_key, self.size_bytes, self.checksum = file_key, size_bytes, checksum
        self.stored_at, self.refusal = at, None

    def refuse(self, refusal: Refusal) -> None:
        """Other bytes came than were announced; the right ones may still come."""
        self._move("refuse")
        self.refusal = refusal

    def _move(self, step: str) -> None:
        moves = MOVES[State(self.state)]
        if step not in moves:
            raise WrongState(state=self.state)
        self.state = moves[step]


class Upload(Due, Base):
    """Bytes on their way, and where they are kept. Due when nobody goes on with it, or when its bytes must go.

    It is not journaled: a photo comes in many parts. What the file store holds is the truth, `received_bytes` a note.
    """

    __tablename__ = "uploads"
    __journaled__ = False

    owner_id: Mapped[str] = refers_to("users.id", index=False)
    attachment_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    length_bytes: Mapped[int] = mapped_column(BigInteger)
    received_bytes: Mapped[int] = mapped_column(BigInteger, default=0)
    said: Mapped[str] = mapped_column(default="")
    file_key: Mapped[str] = mapped_column(String(512))
    begun_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    checksum: Mapped[str | None] = mapped_column(String(64))
    finished_at: Mapped[datetime | None]
    stored_at: Mapped[datetime | None]
    refusal: Mapped[str | None] = mapped_column(String(20))
    ended_at: Mapped[datetime | None]
    bytes_gone_at: Mapped[datetime | None]

    __table_args__ = (
        due_index("uploads"),
        Index("ix_uploads_attachment", "attachment_id", "owner_id"),
        Index("ix_uploads_owner", "owner_id", "begun_at"),
        Index("ix_uploads_bytes_gone_at", "bytes_gone_at"),
    )

    @property
    def is_complete(self) -> bool:
        """Whether every byte is noted."""
        return self.received_bytes == self.length_bytes

    def refuse_when_over(self, at: datetime) -> None:
        """Raises `UploadOver` for one that was ended or has expired."""
        if self.ended_at is not None or self.has_expired(at):
            raise UploadOver

    def has_expired(self, at: datetime) -> bool:
        """Whether nobody went on with it in time; one whose bytes became an attachment does not expire."""
        return self.stored_at is None and at >= self.expires_at

    def rests_long(self, at: datetime) -> bool:
        """Whether its time is half over, so that somebody who goes on with it must be given more."""
        return self.expires_at - at < EXPIRES_AFTER / 2

    def prolong(self, at: datetime) -> None:
        """Somebody goes on with it."""
        self.expires_at = self.due_at = at + EXPIRES_AFTER

    def note(self, received_bytes: int, at: datetime) -> None:
        """How much the store holds."""
        self.received_bytes = received_bytes
        self.prolong(at)

    def finish(self, checksum: str, at: datetime) -> None:
        """Every byte is here; they wait for their attachment, if it has not come yet."""
        self.checksum, self.finished_at = checksum, at
        self.note(self.length_bytes, at)

    def keep(self, at: datetime) -> None:
        """Its bytes are an attachment's now."""
        self.stored_at, self.due_at = at, None

    def end(self, at: datetime, refusal: Refusal | None = None) -> None:
        """Its bytes are not wanted (any longer); the worker takes them away."""
        self.ended_at, self.refusal = self.ended_at or at, refusal
        self.due_at = at
