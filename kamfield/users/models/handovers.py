"""What somebody leaves to others, and how much of it has moved."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from kamfield.core.errors import Problem
from kamfield.core.rows import ID_LENGTH, Base, Identified, refers_to
from kamfield.core.texts import N_
from kamfield.core.types import Json
from kamfield.users.rules import HandoverState


class HandoverUnderway(Problem):
    """The same things cannot go to two places."""

    status = 409
    title = N_("A hand-over is under way")
    detail = N_("What this person owns is being handed over already. Wait until that is done.")


class Handover(Identified, Base):
    """One act that moves everything of a leaver. Each slice moves its own things and adds what it moved."""

    __tablename__ = "handovers"

    leaver_id: Mapped[str] = refers_to("users.id")
    receiver_id: Mapped[str] = refers_to("users.id")
    overrides: Mapped[dict[str, str]] = mapped_column(Json, default=dict)  # account → receiver
    note: Mapped[str | None]
    by_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    at: Mapped[datetime]
    state: Mapped[str] = mapped_column(default=HandoverState.UNDERWAY)
    moved: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
    ignored: Mapped[list[str]] = mapped_column(Json, default=list)
    done_at: Mapped[datetime | None]

    __table_args__ = (
        Index(
            "uq_handovers_underway",
            "leaver_id",
            unique=True,
            sqlite_where=text("done_at IS NULL"),
            postgresql_where=text("done_at IS NULL"),
            info={"problem": HandoverUnderway},
        ),
        Index("ix_handovers_at", "at", "id"),
    )

    @property
    def owner_id(self) -> str:
        """Whose things move."""
        return self.leaver_id

    def receiver_of(self, account_id: str | None) -> str:
        """Who gets the leaver's things at an account; without an account, the receiver of all the rest."""
        return self.overrides.get(account_id or "", self.receiver_id)

    def add(self, kind: str, receiver_id: str | None, count: int = 1) -> None:
        """Notes that so many things of a kind (`accounts`, `visits`, …) went to somebody."""
        told = {(one["kind"], one["receiver_id"]): one["count"] for one in self.moved}
        told[kind, receiver_id] = told.get((kind, receiver_id), 0) + count
        self.moved = [{"kind": k, "receiver_id": who, "count": n} for (k, who), n in told.items()]

    def ignore(self, account_ids: set[str]) -> None:
        """Notes the accounts that were named although the leaver has no part in them."""
        self.ignored = sorted({*self.ignored, *account_ids})

    def finish(self, at: datetime) -> None:
        """Everything has moved."""
        self.state = HandoverState.DONE
        self.done_at = at


class HandoverReceiver(Base):
    """Who gets something of a hand-over, and may therefore read it."""

    __tablename__ = "handover_receivers"

    handover_id: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("handovers.id"), primary_key=True)
    receiver_id: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("users.id"), primary_key=True, index=True)
