"""The sessions of a user's devices, and the links that are mailed to set a password."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kamfield.core.errors import Problem
from kamfield.core.rows import Base, Identified, refers_to
from kamfield.core.texts import N_
from kamfield.users.rules import GRACE


class TokenReused(Problem):
    """A refresh token was used twice: one of the two holders stole it, so the session ends."""

    status = 401
    title = N_("This session was ended")
    detail = N_("An old refresh token was used again, so this device must sign in anew. Nothing on it is lost.")


class Session(Identified, Base):
    """A device that is signed in. `refresh_number` counts its refresh tokens: only the latest is good."""

    __tablename__ = "sessions"

    user_id: Mapped[str] = refers_to("users.id")
    device_id: Mapped[str]
    device_name: Mapped[str | None]
    started_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    refresh_number: Mapped[int] = mapped_column(default=1)
    rotated_at: Mapped[datetime]

    @property
    def owner_id(self) -> str:
        """The user whose device it is."""
        return self.user_id

    def is_good(self, at: datetime) -> bool:
        """Whether the device is signed in at that instant."""
        return self.ended_at is None and at < self.expires_at

    def rotate(self, number: int, at: datetime, expires_at: datetime) -> bool:
        """Takes refresh token `number` and moves to the next; False when an old one came back: theft.

        The token before the latest is forgiven for a minute: its answer was lost on the way.
        """
        if number == self.refresh_number - 1 and at - self.rotated_at <= GRACE:
            return True
        if number != self.refresh_number:
            return False
        self.refresh_number += 1
        self.rotated_at = self.last_seen_at = at
        self.expires_at = expires_at
        return True

    def end(self, at: datetime) -> None:
        """Signs the device out."""
        self.ended_at = self.ended_at or at


class MailedLink(Identified):
    """What every mailed link has that acts once for somebody. Only a fingerprint of its token is kept."""

    user_id: Mapped[str] = refers_to("users.id")
    purpose: Mapped[str]
    token_hash: Mapped[str] = mapped_column(info={"secret": True})
    issued_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    @property
    def owner_id(self) -> str:
        """For whom it acts."""
        return self.user_id


class OneTimeLink(MailedLink, Base):
    """A mailed link that sets a password once."""

    __tablename__ = "one_time_links"
    __table_args__ = (UniqueConstraint("token_hash"),)

    def close(self, at: datetime) -> None:
        """Makes the link good for nothing."""
        self.used_at = self.used_at or at
