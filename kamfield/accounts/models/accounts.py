"""The account: a client, whose it is, and where it stands with us."""

from datetime import date

from sqlalchemy import Date, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, validates

from kamfield.accounts.rules import Relationship, Status, sort_key
from kamfield.core.errors import Problem
from kamfield.core.rows import Base, Synced, refers_to
from kamfield.core.texts import N_
from kamfield.core.types import Json


class CodeTaken(Problem):
    """Another account has this code."""

    status = 409
    title = N_("This code is taken")
    detail = N_("Another account has this code.")


class Account(Synced, Base):
    """A client. `lead_id` is the owner; the whole team stands in `account_members`."""

    __tablename__ = "accounts"

    code: Mapped[str | None] = mapped_column(String(64))
    name: Mapped[str]
    name_key: Mapped[str]
    relationship: Mapped[str] = mapped_column(default=Relationship.ORDINARY)
    tier: Mapped[str | None] = mapped_column(String(1))
    status: Mapped[str] = mapped_column(default=Status.PROSPECT)
    parent_id: Mapped[str | None] = refers_to("accounts.id", nullable=True)
    lead_id: Mapped[str] = refers_to("users.id", index=False)
    industry: Mapped[str | None]
    tags: Mapped[list[str]] = mapped_column(Json, default=list)
    time_zone: Mapped[str | None]
    last_visited_on: Mapped[date | None] = mapped_column(Date)
    merged_into_id: Mapped[str | None] = refers_to("accounts.id", nullable=True)

    __table_args__ = (
        UniqueConstraint("code", info={"problem": CodeTaken}),
        Index("ix_accounts_name", "name_key", "id"),
        Index("ix_accounts_lead", "lead_id", "name_key", "id"),
    )

    @validates("name")
    def _keep_key(self, _attribute: str, name: str) -> str:
        self.name_key = sort_key(name)
        return name

    @property
    def owner_id(self) -> str:
        """Who owns the account: its lead."""
        return self.lead_id
