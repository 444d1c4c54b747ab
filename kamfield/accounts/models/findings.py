"""What an account is found by. Derived from account and contacts, rebuilt with them, and never on a phone."""

from sqlalchemy import ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from kamfield.accounts.rules.folding import GRAM
from kamfield.core.rows import ID_LENGTH, Base, refers_to

# Grams are compared letter by letter; a language's own order of letters would tear their ranges apart.
_BY_LETTER = String(GRAM + 1).with_variant(String(GRAM + 1, collation="C"), "postgresql")


class Finding(Base):
    """The search texts of an account (see `rules.folding`), and how many active contacts it has.

    `number` stands for the account in the table of grams, which would be three times as large with its id.
    """

    __tablename__ = "account_findings"

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    account_id: Mapped[str] = refers_to("accounts.id", index=False, unique=True)
    names: Mapped[str]
    phones: Mapped[str]
    active_contacts: Mapped[int]

    __table_args__ = (Index("ix_account_findings_contacts", "active_contacts", "account_id"),)


class Gram(Base):
    """A few letters from some place of an account's search texts; no foreign key, one place of ours writes them."""

    __tablename__ = "account_grams"

    gram: Mapped[str] = mapped_column(_BY_LETTER, primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True)

    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012


class Tag(Base):
    """A tag of an account, in folded form."""

    __tablename__ = "account_tags"

    tag: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("accounts.id"), primary_key=True, index=True)
