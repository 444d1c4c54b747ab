"""What a quotation says of the opportunity it was made for."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from kamfield.opportunities.rules.stages import FigureSource


@dataclass(frozen=True)
class Offer:
    """What a quotation asks for, and how likely its owner thinks it; what it does not say is None."""

    quote_id: str
    amount: Decimal | None = None
    currency: str = ""
    probability: int | None = None

    @property
    def figures(self) -> Mapping[str, object]:
        """What it says, as columns of the opportunity."""
        found: dict[str, object] = {}
        if self.amount is not None:
            found |= {"amount": self.amount, "currency": self.currency}
            found |= {"amount_source": FigureSource.QUOTE, "amount_source_id": self.quote_id}
        if self.probability is not None:
            found |= {"probability": self.probability}
            found |= {"probability_source": FigureSource.QUOTE, "probability_source_id": self.quote_id}
        return found
