"""Users, and whom each of them reaches."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from kamfield.core.errors import Problem
from kamfield.core.rows import ID_LENGTH, Base, Synced, refers_to
from kamfield.core.texts import N_
from kamfield.core.types import Json
from kamfield.users.rules import USUAL_HOURS, Role


class EmailTaken(Problem):
    """Another user signs in with this address."""

    status = 409
    title = N_("This email address is taken")
    detail = N_("Another user signs in with this email address. Choose another one.")


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
        Index(
            "uq_users_email",
            "email",
            unique=True,  # the address of somebody who is gone is free again
            sqlite_where=text("deleted_at IS NULL"),
            postgresql_where=text("deleted_at IS NULL"),
            info={"problem": EmailTaken},
        ),
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
    """Whom a user reaches: themselves and everybody below them at any depth. Kept up to date by `actions.reach`."""

    __tablename__ = "reach"

    viewer_id: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("users.id"), primary_key=True)
    user_id: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("users.id"), primary_key=True, index=True)
