"""The people at a client."""

from datetime import date

from sqlalchemy import Date, Index
from sqlalchemy.orm import Mapped, mapped_column, validates

from kamfield.accounts.models.part import Part
from kamfield.accounts.rules import sort_key
from kamfield.core.errors import Problem
from kamfield.core.rows import Base
from kamfield.core.texts import N_


class AlreadyLeft(Problem):
    """The contact is marked as having left."""

    status = 409
    title = N_("This contact has left already")
    detail = N_("%(name)s is already marked as having left.")


class StillThere(Problem):
    """The contact has not left."""

    status = 409
    title = N_("This contact has not left")
    detail = N_("%(name)s is not marked as having left.")


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
    last_met_on: Mapped[date | None] = mapped_column(Date)
    notes: Mapped[str | None] = mapped_column(info={"secret": True})

    __table_args__ = (Index("ix_contacts_account", "account_id", "name_key", "id"),)

    @validates("name")
    def _keep_key(self, _attribute: str, name: str) -> str:
        self.name_key = sort_key(name)
        return name

    def leave(self, on: date) -> None:
        """They work there no longer; what was written about them stays."""
        if not self.active:
            raise AlreadyLeft(name=self.name)
        self.active, self.left_on = False, on

    def meet(self, on: date) -> None:
        """Somebody of ours met them on a day, perhaps before the last time we know of."""
        self.last_met_on = max(on, self.last_met_on or on)

    def come_back(self) -> None:
        """They had not left, or returned."""
        if self.active:
            raise StillThere(name=self.name)
        self.active, self.left_on = True, None
