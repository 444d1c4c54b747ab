"""When the next one up is asked."""

from datetime import datetime

from kamfield.core.due import Due
from kamfield.core.rows import Base


class Escalation(Due, Base):
    """Falls due when a plan has waited too long on one table; its id is the plan's."""

    __tablename__ = "plan_escalations"
    __journaled__ = False  # it only repeats since when the plan waits, whose change is told

    def plan(self, at: datetime | None) -> None:
        """Falls due at another instant, or no more; what failed before is forgotten."""
        self.due_at, self.attempts, self.parked_at = at, 0, None
