"""What was offered before: an earlier revision as it went to the client."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped

from kamfield.core.errors import Problem
from kamfield.core.rows import Base, Synced, refers_to
from kamfield.core.texts import N_

FROZEN = ("title", "currency", "amount", "tax", "gross", "discount_percent", "line_count", "terms")
DAYS = ("sent_on", "valid_until", "chased_from")
KEPT = (*FROZEN, *DAYS, "price_state")

_LIVING = text("deleted_at IS NULL")


class RevisionExists(Problem):
    """Two people began the next revision at once."""

    status = 409
    title = N_("The next revision has begun already")
    detail = N_("Somebody has just begun the next revision of this quotation. Read it again.")


class Revision(Synced, Base):
    """An earlier revision of a quotation, frozen when the next one was begun; its lines carry its number."""

    __tablename__ = "quote_revisions"

    quote_id: Mapped[str] = refers_to("quotes.id", index=False)
    revision: Mapped[int]
    title: Mapped[str]
    currency: Mapped[str]
    amount: Mapped[Decimal | None]
    tax: Mapped[Decimal | None]
    gross: Mapped[Decimal | None]
    discount_percent: Mapped[Decimal]
    line_count: Mapped[int]
    terms: Mapped[str]
    price_state: Mapped[str]
    sent_on: Mapped[date | None]
    valid_until: Mapped[date | None]
    chased_from: Mapped[date | None]
    revised_at: Mapped[datetime]
    revised_by_id: Mapped[str] = refers_to("users.id")
    reason: Mapped[str | None]

    __table_args__ = (
        Index(
            "uq_quote_revisions_quote",
            "quote_id",
            "revision",
            unique=True,
            sqlite_where=_LIVING,
            postgresql_where=_LIVING,
            info={"problem": RevisionExists},
        ),
    )
