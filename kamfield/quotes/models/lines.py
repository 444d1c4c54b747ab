"""What a quotation offers."""

from decimal import Decimal

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from kamfield.core.rows import Base, Synced, refers_to
from kamfield.quotes.rules.money import Cost

PRICE = ("quantity", "price", "discount_percent", "tax_percent")
OFFER = ("product", "description", "unit", *PRICE)


class QuoteLine(Synced, Base):
    """One position of one revision of a quotation, in its currency. `net` and `tax` are worked out and rounded."""

    __tablename__ = "quote_lines"

    quote_id: Mapped[str] = refers_to("quotes.id", index=False)
    revision: Mapped[int]
    position: Mapped[int]
    product: Mapped[str]
    description: Mapped[str] = mapped_column(default="")
    quantity: Mapped[Decimal]
    unit: Mapped[str] = mapped_column(default="")
    price: Mapped[Decimal]
    discount_percent: Mapped[Decimal] = mapped_column(default=Decimal(0))
    tax_percent: Mapped[Decimal] = mapped_column(default=Decimal(0))
    net: Mapped[Decimal]
    tax: Mapped[Decimal]

    __table_args__ = (Index("ix_quote_lines_quote", "quote_id", "revision", "position"),)

    def cost(self, cost: Cost) -> None:
        """What it costs."""
        self.net, self.tax = cost.net, cost.tax

    @property
    def priced_as(self) -> tuple[Decimal, ...]:
        """What its price is made of: when this changes, the price is another."""
        return tuple(Decimal(getattr(self, name)) for name in PRICE)

    def copied(self, revision: int) -> "QuoteLine":
        """The same offer in another revision."""
        offer = {name: getattr(self, name) for name in (*OFFER, "position", "net", "tax")}
        return QuoteLine(quote_id=self.quote_id, revision=revision, **offer)
