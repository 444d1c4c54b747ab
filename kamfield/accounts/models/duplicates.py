"""By what an account is recognized when somebody is about to add it again."""

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from kamfield.core.rows import ID_LENGTH, Base


class Mark(Base):
    """One mark of an account: a part of its folded name, its folded code, the end of a telephone number.

    Derived from account and contacts, rewritten with them, never on a phone.
    """

    __tablename__ = "account_marks"

    account_id: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("accounts.id"), primary_key=True)
    mark: Mapped[str] = mapped_column(primary_key=True)

    __table_args__ = (Index("ix_account_marks_mark", "mark", "account_id"),)
