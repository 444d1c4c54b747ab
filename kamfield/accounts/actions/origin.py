"""Where a piece of knowledge comes from: who says so, since when, and what it was learnt by."""

from datetime import date

from kamfield.accounts.rules.facts import Source
from kamfield.core.errors import Fault, Invalid, invalid
from kamfield.core.texts import N_
from kamfield.core.work import SYSTEM, Work


def author_of(work: Work) -> str | None:
    """Who says so; nobody where Kamfield itself does, from an import on the command line."""
    return None if work.user.id == SYSTEM.id else work.user.id


def refuse_faults(faults: list[Fault]) -> None:
    """`Invalid` with all of them, if there are any."""
    if faults:
        raise Invalid(faults)


def refuse_future(work: Work, column: str, day: date | None) -> None:
    """Nobody has seen tomorrow."""
    if day is not None and day > work.today:
        raise invalid(f"/{column}", "in-the-future", N_("This day has not come yet."))


def faults_in_origin(
    work: Work, column: str, day: date, source_kind: Source, source_id: str | None, *, ahead: bool = False
) -> list[Fault]:
    """What is wrong with the day and the source of a piece of knowledge."""
    faults = []
    if day > work.today and not ahead:
        faults.append(Fault("in-the-future", N_("This day has not come yet."), f"/{column}"))
    if source_kind != Source.OWN and not source_id:
        faults.append(Fault("required", N_("Give the id of what it comes from."), "/source_id"))
    if source_kind == Source.OWN and source_id:
        faults.append(
            Fault("not-for-this-kind", N_("Own knowledge comes from nothing else: leave this out."), "/source_id")
        )
    return faults
