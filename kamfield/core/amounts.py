"""How programs write an exact number."""

from decimal import Decimal


def amount_text(amount: Decimal, places: int = 0) -> str:
    """`1200`, `12.5`: at least so many places, without further zeros at the end, never an exponent or `-0`."""
    shortest = (amount + 0).normalize()
    exponent = shortest.as_tuple().exponent
    return f"{shortest:.{max(places, -exponent if isinstance(exponent, int) else 0)}f}"
