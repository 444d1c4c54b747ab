"""The account: a client, whose it is, and where it stands with us."""

from datetime import date
from typing import Any

from sqlalchemy import Date, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, validates

from kamfield.accounts.rules import NEVER, Relationship, Status, sort_key
from kamfield.core.errors import Problem
from kamfield.core.rows import Base, Synced, refers_to
from kamfield.core.texts import N_
from kamfield.core.types import Json


class CodeTaken(Problem):
    """Another account has this code. Choose another one."""

    status = 409
    title = N_("This code is taken")
    detail = N_("Another account has this code. Choose another one.")


_LIVING = text("deleted_at IS NULL")


class Account(Synced, Base):
    """A client. `lead_id` is the owner; the whole team stands in `account_members`.

    The columns that end in `_key` are what lists are sorted by: they are never null and follow their columns.
    """

    __tablename__ = "accounts"

    code: Mapped[str | None] = mapped_column(String(64))
    code_key: Mapped[str]
    name: Mapped[str]
    name_key: Mapped[str]
    relationship: Mapped[str] = mapped_column(default=Relationship.ORDINARY)
    tier: Mapped[str | None] = mapped_column(String(1))
    status: Mapped[str] = mapped_column(default=Status.PROSPECT)
    parent_id: Mapped[str | None] = refers_to("accounts.id", index=False, nullable=True)
    lead_id: Mapped[str] = refers_to("users.id", index=False)
    industry: Mapped[str | None]
    tags: Mapped[list[str]] = mapped_column(Json, default=list)
    time_zone: Mapped[str | None]
    last_visited_on: Mapped[date | None] = mapped_column(Date)
    last_visit_key: Mapped[date] = mapped_column(Date)
    merged_into_id: Mapped[str | None] = refers_to("accounts.id", nullable=True)

    __table_args__ = (
        Index(
            "uq_accounts_code",
            "code",
            unique=True,
            sqlite_where=_LIVING,
            postgresql_where=_LIVING,
            info={"problem": CodeTaken},
        ),
        Index("ix_accounts_name", "name_key", "id"),
        Index("ix_accounts_code", "code_key", "id"),
        Index("ix_accounts_last_visit", "last_visit_key", "id"),
        Index("ix_accounts_created", "created_at", "id"),
        Index("ix_accounts_lead", "lead_id", "name_key", "id"),
        Index("ix_accounts_tier", "tier", "name_key", "id"),
        Index("ix_accounts_status", "status", "name_key", "id"),
        Index("ix_accounts_industry", "industry", "name_key", "id"),
        Index("ix_accounts_parent", "parent_id", "name_key", "id"),
    )

    def __init__(self, **columns: Any) -> None:
        super().__init__(**({"code": None, "last_visited_on": None} | columns))  # so that their keys are there

    @validates("name")
    def _keep_name_key(self, _attribute: str, name: str) -> str:
        self.name_key = sort_key(name)
        return name

    @validates("code")
    def _keep_code_key(self, _attribute: str, code: str | None) -> str | None:
        self.code_key = sort_key(code or "")
        return code

    @validates("last_visited_on")
    def _keep_visit_key(self, _attribute: str, on: date | None) -> date | None:
        self.last_visit_key = on or NEVER
        return on

    @property
    def owner_id(self) -> str:
        """Who owns the account: its lead."""
        return self.lead_id

    def visited(self, on: date) -> None:
        """Notes a visit that took place; visits are told in any order."""
        self.last_visited_on = max(on, self.last_visited_on or on)

    def restore(self) -> None:
        """Takes a deletion back."""
        self.deleted_at = None
