"""What is known before a quotation is made."""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kamfield.core.errors import Problem
from kamfield.core.rows import Base, Synced, refers_to
from kamfield.core.texts import N_
from kamfield.quotes.rules.dossier import ItemState


class DossierIncomplete(Problem):
    """A quotation is not made from half an enquiry."""

    status = 409
    title = N_("The enquiry dossier is not complete")
    detail = N_("Still missing for this quotation: %(items)s.")


class DossierItem(Synced, Base):
    """One thing to be known: a note, the day it came, photos and files (attachments), of a sample which and where."""

    __tablename__ = "dossier_items"

    quote_id: Mapped[str] = refers_to("quotes.id", index=False)
    account_id: Mapped[str] = refers_to("accounts.id")
    item: Mapped[str]
    state: Mapped[str] = mapped_column(default=ItemState.MISSING)
    note: Mapped[str] = mapped_column(default="")
    known_on: Mapped[date | None]
    sample_which: Mapped[str | None]
    sample_where: Mapped[str | None]

    __table_args__ = (UniqueConstraint("quote_id", "item"),)
