"""How quotations and their revisions are called."""


def number(year: int, serial: int) -> str:
    """`Q2026-0001`: sorts by year and serial as long as a year has fewer than ten thousand."""
    return f"Q{year}-{serial:04}"


def reference(number: str, revision: int) -> str:
    """What stands on the paper: the number alone, and from the second revision on `Q2026-0001-R2`."""
    return number if revision == 1 else f"{number}-R{revision}"
