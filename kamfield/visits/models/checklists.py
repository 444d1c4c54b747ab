"""A company's own checklists for forms of activity."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from kamfield.core.errors import WrongState
from kamfield.core.rows import Base, Synced, refers_to
from kamfield.core.texts import N_, Phrase
from kamfield.core.types import Json


class Checklist(Synced, Base):
    """The steps of a form of activity. It never changes: a revision is a row of its own that replaces it.

    So a report keeps the steps it was written with. A step has a `code`, `labels` by locale, and `counts` when a number
    belongs to it.
    """

    __tablename__ = "checklists"

    form: Mapped[str | None]
    labels: Mapped[dict[str, str]] = mapped_column(Json)
    steps: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    revision: Mapped[int] = mapped_column(default=1)
    replaces_id: Mapped[str | None] = refers_to("checklists.id", index=False, nullable=True)
    retired_at: Mapped[datetime | None]

    __table_args__ = (Index("ix_checklists_form", "form", "created_at", "id"),)

    def retire(self, at: datetime) -> None:
        """No longer offered; what was written with it keeps it."""
        if self.retired_at is not None:
            raise WrongState(state=Phrase(N_("retired")))
        self.retired_at = at
