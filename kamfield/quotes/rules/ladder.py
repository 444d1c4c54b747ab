"""The ladder of follow-ups: on which days a sent quotation is chased."""

from collections.abc import Sequence
from datetime import date, timedelta

from kamfield.core.codes import Code, CodeList
from kamfield.core.texts import N_
from kamfield.quotes.rules.states import State

AGREED = "agreed"  # a step on the day the client named, beside those of the ladder
RESCHEDULED = "rescheduled"  # skipped because the day it hung on moved
ANSWERED = "client-answered"  # skipped because the client named a later day
REVISED = "revised"  # skipped because another revision is being written

SKIPPED_BY_ITSELF = {
    RESCHEDULED: N_("The day it hung on has moved"),
    ANSWERED: N_("The client named another day"),
    REVISED: N_("Another revision is being written"),
    State.WON: N_("The client ordered"),
    State.LOST: N_("The quotation was lost"),
    State.WITHDRAWN: N_("The quotation was withdrawn"),
    State.EXPIRED: N_("The quotation expired"),
}
"""Why a step was skipped when nobody said so; people give reasons of their own."""
CODE_LISTS = (
    CodeList("follow_up_skip_reason", tuple(Code(str(code), label) for code, label in SKIPPED_BY_ITSELF.items())),
)

COMES_BACK = frozenset({RESCHEDULED, REVISED, State.EXPIRED})
"""Why a step was skipped by itself; when its day is wanted again it is due again, instead of a second one."""


def ladder(
    since: date, valid_until: date | None, *, days_after: Sequence[int], days_before: Sequence[int]
) -> dict[str, date]:
    """Step → day: so many days after sending, so many before the last valid day; none on or before `since`."""
    steps = {f"after-{days}": since + timedelta(days) for days in days_after}
    if valid_until is not None:
        steps |= {f"before-{days}": valid_until - timedelta(days) for days in days_before}
    return {step: day for step, day in steps.items() if day > since and day <= (valid_until or day)}
