"""Who takes part in a visit: people of the client and companions of ours."""

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped

from kamfield.core.rows import Base, refers_to
from kamfield.visits.models.part import Part

_LIVING = text("deleted_at IS NULL")


class VisitContact(Part, Base):
    """A person of the client who is to be met; after the visit, whether they came."""

    __tablename__ = "visit_contacts"

    contact_id: Mapped[str] = refers_to("contacts.id", index=False)
    attended: Mapped[bool | None]

    __table_args__ = (
        Index(
            "uq_visit_contacts_once",
            "visit_id",
            "contact_id",
            unique=True,
            sqlite_where=_LIVING,
            postgresql_where=_LIVING,
        ),
        Index("ix_visit_contacts_contact", "contact_id", "visit_id"),
    )


class VisitCompanion(Part, Base):
    """Somebody of ours who comes along."""

    __tablename__ = "visit_companions"
    __audience__ = ("user_id",)

    user_id: Mapped[str] = refers_to("users.id", index=False)

    __table_args__ = (
        Index(
            "uq_visit_companions_once",
            "visit_id",
            "user_id",
            unique=True,
            sqlite_where=_LIVING,
            postgresql_where=_LIVING,
        ),
        Index("ix_visit_companions_user", "user_id", "visit_id"),
    )
