"""The people at a client."""

from datetime import date

from sqlalchemy import Date, Index
from sqlalchemy.orm import Mapped, mapped_column, validates

from kamfield.accounts.models.part import Part
from kamfield.accounts.rules import sort_key
from kamfield.core.rows import Base


class Contact(Part, Base):
    """A person at a client. `notes` are for the lead and the managers above; reading by others is recorded."""

    __tablename__ = "contacts"

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

    __table_args__ = (Index("ix_contacts_account", "account_id", "name_key", "id"),)

    @validates("name")
    def _keep_key(self, _attribute: str, name: str) -> str:
        self.name_key = sort_key(name)
        return name
