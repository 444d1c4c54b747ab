"""Days on which somebody is away, and who stands in for a manager meanwhile."""

from datetime import date

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from kamfield.core.errors import Problem, invalid
from kamfield.core.rows import Base, Synced, refers_to
from kamfield.core.texts import N_
from kamfield.users.rules import AbsenceKind


class AlreadyStoodInFor(Problem):
    """A manager has one stand-in at a time, so that everybody knows whom to ask."""

    status = 409
    title = N_("Somebody stands in already")
    detail = N_("From %(from_on)s to %(to_on)s somebody stands in already. Take that back first, or choose other days.")


class Days:
    """A stretch of whole days, both ends included."""

    from_on: Mapped[date]
    to_on: Mapped[date]

    def set_days(self, from_on: date, to_on: date) -> None:
        """Sets both ends; the end may not lie before the beginning."""
        if to_on < from_on:
            raise invalid("/to_on", "ends-before-it-begins", N_("The last day lies before the first."))
        self.from_on, self.to_on = from_on, to_on


class Delegation(Days, Synced, Base):
    """Between two days of the manager's time zone somebody else has the manager's reach and decides for them."""

    __tablename__ = "delegations"
    __audience__ = ("manager_id", "stand_in_id")

    manager_id: Mapped[str] = refers_to("users.id", index=False)
    stand_in_id: Mapped[str] = refers_to("users.id", index=False)
    note: Mapped[str | None]

    __table_args__ = (
        Index("ix_delegations_manager", "manager_id", "from_on"),
        Index("ix_delegations_stand_in", "stand_in_id", "to_on"),
        Index("ix_delegations_from_on", "from_on", "id"),
    )

    @property
    def owner_id(self) -> str:
        """The manager who is stood in for."""
        return self.manager_id


class Absence(Days, Synced, Base):
    """Days off in the user's own time zone: nothing is planned on them and nothing is sent."""

    __tablename__ = "absences"
    __audience__ = ("user_id",)

    user_id: Mapped[str] = refers_to("users.id", index=False)
    kind: Mapped[str] = mapped_column(default=AbsenceKind.VACATION)
    note: Mapped[str | None]

    __table_args__ = (
        Index("ix_absences_user", "user_id", "to_on"),
        Index("ix_absences_from_on", "from_on", "id"),
    )

    @property
    def owner_id(self) -> str:
        """Who is away."""
        return self.user_id
