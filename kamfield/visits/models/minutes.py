"""Minutes as they were mailed to one person of the client, and what that person said to them."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kamfield.core.errors import WrongState
from kamfield.core.rows import Base, refers_to
from kamfield.core.texts import Phrase
from kamfield.core.types import Json
from kamfield.visits.models.part import Part
from kamfield.visits.rules.minutes import LABELS, LINK_LASTS, MinutesState


class MinutesCopy(Part, Base):
    """What one receiver got to read, word by word: a report may change later, what was confirmed may not.

    Only a fingerprint of the link's token is kept. `people` are the names of those who took part.
    """

    __tablename__ = "minutes_copies"
    __audience__ = ("rep_id",)

    account_id: Mapped[str] = refers_to("accounts.id")
    rep_id: Mapped[str] = refers_to("users.id", index=False)
    contact_id: Mapped[str] = refers_to("contacts.id", index=False)
    name: Mapped[str]
    email: Mapped[str]
    locale: Mapped[str]
    day: Mapped[date]
    people: Mapped[list[str]] = mapped_column(Json, default=list)
    text: Mapped[str]
    state: Mapped[str] = mapped_column(default=MinutesState.SENT)
    sent_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    comment: Mapped[str | None]
    token_hash: Mapped[str | None] = mapped_column(info={"secret": True})

    __table_args__ = (UniqueConstraint("token_hash"), Index("ix_minutes_copies_visit", "visit_id", "id"))

    @property
    def owner_id(self) -> str:
        """Who sent them."""
        return self.rep_id

    def says(self, text: str, email: str, at: datetime) -> bool:
        """Whether these are the same minutes at the same address, so that sending them again says nothing new."""
        if self.state == MinutesState.SENT and at >= self.expires_at:
            return False
        return self.state != MinutesState.REPLACED and (self.text, self.email) == (text, email)

    def link(self, token_hash: str, at: datetime) -> None:
        """A mail with a link is on its way; a link that was mailed before is good for nothing."""
        self.token_hash, self.expires_at = token_hash, at + LINK_LASTS

    def replace(self) -> None:
        """Other minutes were sent before an answer came."""
        if self.state == MinutesState.SENT:
            self.state = MinutesState.REPLACED

    def answer(self, state: MinutesState, comment: str | None, at: datetime) -> None:
        """The receiver has looked through them; one answer counts."""
        if self.state != MinutesState.SENT:
            raise WrongState(state=Phrase(LABELS[MinutesState(self.state)]))
        self.state, self.comment, self.answered_at = state, comment, at
