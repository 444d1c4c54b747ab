"""The counter of a year's quotations, and what falls due for one of them: its end, and an answer about its price."""

from sqlalchemy.orm import Mapped, mapped_column

from kamfield.core.due import Due
from kamfield.core.rows import Base


class QuoteYear(Base):
    """How many quotations a year has; its row is locked by whoever takes the next number, until the commit."""

    __tablename__ = "quote_years"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    count: Mapped[int]


class Validity(Due, Base):
    """Ends a quotation when its last valid day is over; its id is the quotation's."""

    __tablename__ = "quote_validities"


class PriceWait(Due, Base):
    """Asks the next one up when nobody decided about a price; its id is the quotation's."""

    __tablename__ = "quote_price_waits"
    __journaled__ = False  # it only repeats since when the price waits, whose change is told
