"""Users, whom each of them reaches, and the sessions of their devices."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kamfield.core.errors import Problem
from kamfield.core.rows import ID_LENGTH, Base, Identified, Synced, refers_to
from kamfield.core.texts import N_
from kamfield.core.types import Json
from kamfield.users.rules import GRACE, USUAL_HOURS, Role


class EmailTaken(Problem):
    """Another user signs in with this address."""

    status = 409
    title = N_("This email address is taken")
    detail = N_("Another user signs in with this email address.")


class TokenReused(Problem):
    """A refresh token was used twice: one of the two holders stole it, so the session ends."""

    status = 401
    title = N_("This session was ended")
    detail = N_("An old refresh token was used again, so this device must sign in anew. Nothing on it is lost.")


class User(Synced, Base):
    """A person who signs in. The names of roles are in `Role`; hours are per weekday in the user's own time zone."""

    __tablename__ = "users"

    email: Mapped[str] = mapped_column()
    name: Mapped[str]
    role: Mapped[str] = mapped_column(default=Role.REP)
    manager_id: Mapped[str | None] = refers_to("users.id", nullable=True)
    locale: Mapped[str] = mapped_column(default="en")
    time_zone: Mapped[str] = mapped_column(default="UTC")
    start_latitude: Mapped[float | None]
    start_longitude: Mapped[float | None]
    working_hours: Mapped[dict[str, Any]] = mapped_column(Json, default=lambda: dict(USUAL_HOURS))
    active: Mapped[bool] = mapped_column(default=True)
    password_hash: Mapped[str | None] = mapped_column(info={"secret": True})
    password_changed_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("email", info={"problem": EmailTaken}),
        Index("ix_users_name", "name", "id"),
    )

    @property
    def owner_id(self) -> str:
        """Everybody owns themselves."""
        return self.id

    def set_password(self, password_hash: str, at: datetime) -> None:
        """A new password, already hashed; access tokens from before stay good for their few minutes."""
        self.password_hash = password_hash
        self.password_changed_at = at


class Reach(Base):
    """Whom a user reaches: themselves and everybody below them at any depth. Kept up to date by `users.actions`."""

    __tablename__ = "reach"

    viewer_id: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("users.id"), primary_key=True)
    user_id: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("users.id"), primary_key=True, index=True)


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
