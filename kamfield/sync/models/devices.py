"""The phones that sync, as operators see them."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kamfield.core.rows import Base, Identified, refers_to


class Device(Identified, Base):
    """What a phone last told of itself. It is no act of anybody, so the journal does not know it."""

    __tablename__ = "sync_devices"
    __journaled__ = False

    user_id: Mapped[str] = refers_to("users.id", index=False)
    device_id: Mapped[str]
    session_id: Mapped[str | None]
    app_version: Mapped[str | None]
    schema_version: Mapped[int | None]
    seen_at: Mapped[datetime]
    pulled_at: Mapped[datetime | None]
    pushed_at: Mapped[datetime | None]
    pending_rows: Mapped[int | None]
    clock_ahead_seconds: Mapped[int | None]
    error: Mapped[str | None] = mapped_column()
    error_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("user_id", "device_id"),
        Index("ix_sync_devices_seen", "seen_at", "id"),
    )
