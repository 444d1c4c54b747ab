"""The links of mails that act for somebody without a password: once, and only for their own week."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from kamfield.core.errors import Problem
from kamfield.core.rows import Base, refers_to
from kamfield.core.texts import N_
from kamfield.users.models import MailedLink


class LinkUsed(Problem):
    """A link acts once."""

    status = 409
    title = N_("This link was used")
    detail = N_("This link has done what it was for.")


class WeekLink(MailedLink, Base):
    """One mailed link: for whom, on which list, what it does (`LinkFor`)."""

    __tablename__ = "week_links"

    list_id: Mapped[str] = refers_to("todo_lists.id")

    __table_args__ = (UniqueConstraint("token_hash"),)

    def is_over(self, at: datetime) -> bool:
        """Whether the week it was for has ended."""
        return at >= self.expires_at

    def use(self, at: datetime) -> None:
        """It has acted."""
        if self.used_at is not None:
            raise LinkUsed
        self.used_at = at
