"""What a phone wrote and could not be taken over: kept as it was typed, until somebody has looked at it."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from kamfield.core.rows import ID_LENGTH, Base, Synced, refers_to
from kamfield.core.types import Json


class SyncIssue(Synced, Base):
    """One change of one row: `kind` is the table, `change` what the phone wanted, `payload` the row as it was there.

    Its id is made of what it says: the same push a second time finds it there.
    """

    __tablename__ = "sync_issues"

    user_id: Mapped[str] = refers_to("users.id", index=False)
    device_id: Mapped[str | None]
    kind: Mapped[str]
    row_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    change: Mapped[str]
    operation: Mapped[str | None]
    code: Mapped[str]
    detail: Mapped[str]
    faults: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
    payload: Mapped[dict[str, Any]] = mapped_column(Json, info={"secret": True})
    noted_at: Mapped[datetime]
    acknowledged_at: Mapped[datetime | None]
    acknowledged_by_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))

    __table_args__ = (
        Index("ix_sync_issues_user", "user_id", "noted_at", "id"),
        Index("ix_sync_issues_noted", "noted_at", "id"),
    )

    @property
    def owner_id(self) -> str:
        """Whose phone it came from."""
        return self.user_id

    def acknowledge(self, by_id: str, at: datetime) -> None:
        """Somebody has seen to it. The first time counts."""
        if self.acknowledged_at is None:
            self.acknowledged_at, self.acknowledged_by_id = at, by_id
