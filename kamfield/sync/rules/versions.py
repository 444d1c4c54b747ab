"""Which apps can sync with this release."""

from kamfield.core.errors import Problem
from kamfield.core.texts import N_
from kamfield.sync.rules.registry import OLDEST_VERSION, SCHEMA_VERSION


class AppTooOld(Problem):
    """The app must be updated before it can sync; what it wrote stays on the phone until then."""

    status = 426
    title = N_("Please update the app")
    detail = N_("This version of the app cannot sync any more. What you wrote stays on the phone; update the app.")


def spoken(asked: int) -> int:
    """The schema version of the answer: the app's own, or ours where the app is newer than this release."""
    if asked < OLDEST_VERSION:
        raise AppTooOld
    return min(asked, SCHEMA_VERSION)
