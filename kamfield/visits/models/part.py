"""What belongs to one visit and is seen by whoever sees that visit."""

from typing import Any

from sqlalchemy.orm import Mapped, relationship

from kamfield.core.rows import Synced, refers_to


class Part(Synced):
    """The base of objectives, checks, people …; each table brings an index that begins with `visit_id`."""

    visit_id: Mapped[str] = refers_to("visits.id", index=False)


def living_parts(part: str, *, by: str = "id") -> Any:
    """A visit's parts of one kind that are not deleted: read on demand only, written through the part itself."""
    return relationship(
        part,
        primaryjoin=f"and_(Visit.id == foreign({part}.visit_id), {part}.deleted_at.is_(None))",
        order_by=f"({part}.{by}, {part}.id)",
        viewonly=True,
        lazy="raise",
    )
