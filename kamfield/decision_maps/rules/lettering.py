"""How much of a text fits, without knowing the reader's fonts."""

from unicodedata import east_asian_width

WIDE, NARROW = 1.0, 0.58  # in em; a Latin letter of a usual sans-serif is about half as wide as it is high
ELLIPSIS = "…"


def fitting(text: str, most: float) -> str:
    """The text, cut with an ellipsis when it would be wider than `most` em."""
    if _width(text) <= most:
        return text
    kept = text
    while kept and _width(kept) > most - WIDE:
        kept = kept[:-1]
    return kept.rstrip() + ELLIPSIS


def _width(text: str) -> float:
    return sum(WIDE if east_asian_width(letter) in "WF" else NARROW for letter in text)
