"""What belongs to one opportunity and is seen by whoever sees that opportunity."""

from sqlalchemy.orm import Mapped

from kamfield.core.rows import Synced, refers_to


class Part(Synced):
    """The base of answers, steps …; each table brings an index that begins with `opportunity_id`."""

    opportunity_id: Mapped[str] = refers_to("opportunities.id", index=False)
