"""Word lists are written as plain text; here they become tuples and sets."""


def spaced(text: str) -> tuple[str, ...]:
    """The words of a text that parts them by white space."""
    return tuple(text.split())


def barred(text: str) -> frozenset[str]:
    """The phrases of a text that parts them by a bar."""
    return frozenset({phrase.strip() for phrase in text.split("|")} - {""})
