"""The feed of a person's calendar: a secret address."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from kamfield.core.errors import Busy
from kamfield.core.rows import Base, Identified, refers_to

_OPEN = text("revoked_at IS NULL")


class CalendarFeed(Identified, Base):
    """Who knows the secret reads this user's calendar, until it is revoked. Only a fingerprint of it is kept."""

    __tablename__ = "calendar_feeds"

    user_id: Mapped[str] = refers_to("users.id", index=False)
    secret_hash: Mapped[str] = mapped_column(info={"secret": True})
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("secret_hash"),
        Index(
            "uq_calendar_feeds_open",
            "user_id",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
            info={"problem": Busy},  # two devices asked at once: the later tries again
        ),
    )

    @property
    def owner_id(self) -> str:
        """Whose calendar it shows."""
        return self.user_id

    def revoke(self, at: datetime) -> None:
        """The address leads nowhere from now on."""
        self.revoked_at = self.revoked_at or at
