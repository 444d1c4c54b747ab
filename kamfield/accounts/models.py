"""What is kept about a client: the account, its team, its places and its contacts."""

from datetime import date
from typing import Any

from sqlalchemy import Date, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, validates

from kamfield.accounts.rules import MemberRole, Relationship, Status, sort_key
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


class Member(Synced, Base):
    """Somebody on the team of an account; the lead is one of them."""

    __tablename__ = "account_members"

    account_id: Mapped[str] = refers_to("accounts.id", index=False)
    user_id: Mapped[str] = refers_to("users.id", index=False)
    role: Mapped[str] = mapped_column(default=MemberRole.MEMBER)

    __table_args__ = (
        UniqueConstraint("account_id", "user_id"),
        Index("ix_account_members_user", "user_id", "account_id"),
    )


class Place(Synced, Base):
    """Where a client is met: a plant, an office, a gate. The point is WGS-84; without one it waits for the maps."""

    __tablename__ = "places"

    account_id: Mapped[str] = refers_to("accounts.id")
    label: Mapped[str]
    address: Mapped[str | None]
    city: Mapped[str | None]
    country: Mapped[str | None] = mapped_column(String(2))
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    radius_metres: Mapped[int | None]
    visiting_hours: Mapped[dict[str, Any] | None] = mapped_column(Json)
    is_main: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (Index("ix_places_point", "latitude", "longitude"),)


class Contact(Synced, Base):
    """A person at a client. `notes` are for the lead and the managers above; reading by others is recorded."""

    __tablename__ = "contacts"

    account_id: Mapped[str] = refers_to("accounts.id")
    name: Mapped[str]
    name_key: Mapped[str]
    title: Mapped[str | None]
    department: Mapped[str | None]
    phone: Mapped[str | None]
    mobile: Mapped[str | None]
    email: Mapped[str | None]
    messenger: Mapped[str | None]
    birthday: Mapped[date | None] = mapped_column(Date)
    layer: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=True)
    left_on: Mapped[date | None] = mapped_column(Date)
    notes: Mapped[str | None] = mapped_column(info={"secret": True})

    @validates("name")
    def _keep_key(self, _attribute: str, name: str) -> str:
        self.name_key = sort_key(name)
        return name
