"""The links of mails that act for somebody without a password: once, and only for their own week."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kamfield.core.errors import Problem
from kamfield.core.rows import Base, Identified, refers_to
from kamfield.core.texts import N_


class LinkUsed(Problem):
    """A link acts once."""

    status = 409
    title = N_("This link was used")
    detail = N_("This link has done what it was for.")


class WeekLink(Identified, Base):
    """One mailed link: for whom, on which list, what it does (`LinkFor`). Only a fingerprint of its token is kept."""

    __tablename__ = "week_links"

    user_id: Mapped[str] = refers_to("users.id")
    list_id: Mapped[str] = refers_to("todo_lists.id")
    purpose: Mapped[str]
    token_hash: Mapped[str] = mapped_column(info={"secret": True})
    issued_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    __table_args__ = (UniqueConstraint("token_hash"),)

    @property
    def owner_id(self) -> str:
        """Whose week it is."""
        return self.user_id

    def is_over(self, at: datetime) -> bool:
        """Whether the week it was for has ended."""
        return at >= self.expires_at

    def use(self, at: datetime) -> None:
        """It has acted."""
        if self.used_at is not None:
            raise LinkUsed
        self.used_at = at
