"""The policies as they are stored: one row, and in it what differs from the usual."""

from typing import Any

from sqlalchemy import PrimaryKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kamfield.core.errors import Problem
from kamfield.core.rows import Base, Synced
from kamfield.core.texts import N_
from kamfield.core.types import Json

COMPANY = "company"


class PoliciesChangedMeanwhile(Problem):
    """Two administrators made the very first change at once."""

    status = 412
    title = N_("Changed meanwhile")
    detail = N_("Another administrator has just changed the policies. Read them again and repeat.")


class CompanyPolicies(Synced, Base):
    """What an administrator set. A policy that nobody set follows the release."""

    __tablename__ = "policies"

    changed: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)

    __table_args__ = (PrimaryKeyConstraint("id", info={"problem": PoliciesChangedMeanwhile}),)

    def change(self, changes: dict[str, Any]) -> None:
        """Sets these; None returns a policy to the usual."""
        merged = {**self.changed, **changes}
        self.changed = {name: value for name, value in merged.items() if value is not None}
