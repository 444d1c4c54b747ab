"""How many there are of something, as people say it: `1 visit`, `4 visits`, and no word of what there is none."""

from collections.abc import Iterable
from dataclasses import dataclass

from kamfield.core.texts import N_, translate


@dataclass(frozen=True)
class Counted:
    """What is counted: how one of it is said, and how any other number."""

    one: str
    many: str


VISITS = Counted(N_("%(number)s visit"), N_("%(number)s visits"))
TODOS = Counted(N_("%(number)s to-do"), N_("%(number)s to-dos"))
FOLLOW_UPS = Counted(N_("%(number)s follow-up"), N_("%(number)s follow-ups"))
THINGS = Counted(N_("%(number)s to-do or follow-up"), N_("%(number)s to-dos and follow-ups"))
OVERDUE = Counted(N_("%(number)s overdue"), N_("%(number)s overdue"))
TO_DECIDE = Counted(N_("%(number)s to decide"), N_("%(number)s to decide"))
LATE_REPORTS = Counted(N_("%(number)s late report"), N_("%(number)s late reports"))
OVERDUE_FOLLOW_UPS = Counted(N_("%(number)s overdue follow-up"), N_("%(number)s overdue follow-ups"))
WEEKS_NOT_KEPT = Counted(N_("%(number)s week not kept"), N_("%(number)s weeks not kept"))
OPEN = Counted(N_("%(number)s open"), N_("%(number)s open"))
DONE = Counted(N_("%(number)s done"), N_("%(number)s done"))


def numbered(counts: Iterable[tuple[int, Counted]], locale: str) -> tuple[str, ...]:
    """What there is of each; as the parameter of a text they stand in a row."""
    return tuple(_said(number, what, locale) for number, what in counts if number)


def _said(number: int, what: Counted, locale: str) -> str:
    return translate(what.one if number == 1 else what.many, locale, number=number)
