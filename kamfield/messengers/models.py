"""The robots of company chats, and the messages for them: each is handed over once, by itself."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kamfield.core.due import Due, due_index
from kamfield.core.rows import Base, Identified, refers_to
from kamfield.core.types import Json
from kamfield.messengers.rules import State, Topic


class Messenger(Identified, Base):
    """A robot that somebody lets us write to. Its address is a secret: it is stored sealed and told to nobody again."""

    __tablename__ = "messengers"

    user_id: Mapped[str] = refers_to("users.id", index=False)
    label: Mapped[str]
    service: Mapped[str]
    hint: Mapped[str]
    sealed_address: Mapped[str | None] = mapped_column(info={"secret": True})
    topics: Mapped[list[str]] = mapped_column(Json, default=list)
    created_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    gone_at: Mapped[datetime | None]

    __table_args__ = (Index("ix_messengers_user", "user_id", "created_at", "id"),)

    @property
    def owner_id(self) -> str:
        """Who set it up."""
        return self.user_id

    def wants(self, topic: Topic) -> bool:
        """Whether messages of a topic go there."""
        return self.removed_at is None and self.gone_at is None and topic in self.topics

    def lose(self, at: datetime) -> None:
        """The robot takes no more: nothing goes there until its owner gives another address, or tries it out well."""
        self.gone_at = at

    def move(self, service: str, hint: str, sealed_address: str) -> None:
        """It has another address, and begins anew."""
        self.service, self.hint, self.sealed_address, self.gone_at = service, hint, sealed_address, None

    def remove(self, at: datetime) -> None:
        """Nothing goes there any more, and the address is forgotten."""
        self.removed_at, self.sealed_address = at, None


class Message(Due, Base):
    """One thing for one robot. `occasion` says which (a reminder's id), so that it is written there once.

    It carries the sealed address along until it is handed over, which takes no other row.
    """

    __tablename__ = "messages"
    __journaled__ = False  # it is its own record
    most_attempts: ClassVar[int] = 9  # two hours: what is older than that stands in the mail

    messenger_id: Mapped[str] = refers_to("messengers.id", index=False)
    service: Mapped[str]
    sealed_address: Mapped[str | None] = mapped_column(info={"secret": True})
    occasion: Mapped[str]
    title: Mapped[str]
    text: Mapped[str]
    state: Mapped[str] = mapped_column(default=State.DUE)
    created_at: Mapped[datetime]
    refusal: Mapped[str | None]
    closed_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("messenger_id", "occasion"),
        Index("ix_messages_messenger", "messenger_id", "created_at", "id"),
        due_index("messages"),
    )

    def close(self, state: State, at: datetime) -> None:
        """Written there, or not to be written any more."""
        self.state, self.closed_at, self.sealed_address = state, at, None

    def refuse(self, state: State, reason: str, at: datetime) -> None:
        """Its robot is gone, or will not have it."""
        self.close(state, at)
        self.refusal = reason

    def withdraw(self, at: datetime) -> None:
        """Its robot was taken back before it was written there."""
        self.close(State.SUPPRESSED, at)
        self.due_at = None
