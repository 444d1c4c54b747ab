"""Whose side somebody is on, as a map tells it by colour; the mark beside it tells it without."""

from kamfield.decision_maps.rules.codes import AGAINST_US, FOR_US, Support


def side_of(support: Support | None) -> str:
    """The class of the style sheet: `for`, `even`, `against`, or `unsaid`."""
    if support is None:
        return "unsaid"
    if support in FOR_US:
        return "for"
    return "against" if support in AGAINST_US else "even"
