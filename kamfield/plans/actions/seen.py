"""What is decided is what was seen: visits that changed after approval was asked for do not slip through."""

from collections.abc import Iterable, Mapping

from kamfield.core import sync_clock
from kamfield.core.errors import ChangedMeanwhile, Fault, Problem
from kamfield.core.texts import N_
from kamfield.core.work import Work
from kamfield.plans import queries
from kamfield.plans.models import Plan, PlanLine
from kamfield.plans.rules.states import LineState


class ChangedSinceProposed(Problem):
    """The manager would approve something else than what was proposed. The plan's `stamp` says what was seen."""

    status = 409
    title = N_("Visits have changed")
    detail = N_("Visits were changed after approval was asked for. Look at the plan as it is now, then decide.")


def clock_now(work: Work) -> int:
    """What the sync clock says; nobody else writes to synced rows from here to the end of the transaction."""
    return sync_clock.tick(work.db, 0) - 1


def last_changes(work: Work, plan: Plan) -> Mapping[str, int]:
    """The latest stamp of each visit of a plan and of what belongs to it, by the visit's id."""
    return {row.visit_id: row.stamp for row in work.db.execute(queries.last_changes(plan.id))}


def changed(lines: Iterable[PlanLine], stamps: Mapping[str, int]) -> set[str]:
    """The visits that are no longer what was proposed. One that began unplanned is proposed as it turns out to be."""
    return {
        line.visit_id
        for line in lines
        if line.state == LineState.PROPOSED and not line.unplanned and line.proposed_seq is not None
        if stamps.get(line.visit_id, 0) > line.proposed_seq
    }


def refuse_unseen(work: Work, plan: Plan, lines: Iterable[PlanLine], stamp: int | None) -> None:
    """Refuses to approve lines whose visits changed after what the manager saw: by the stamp, else as proposed."""
    clock_now(work)
    stamps = last_changes(work, plan)
    open_lines = [line for line in lines if line.state == LineState.PROPOSED]
    if stamp is None and (others := changed(open_lines, stamps)):
        text = N_("This visit was changed after approval was asked for.")
        raise ChangedSinceProposed([Fault("changed-since-proposed", text, f"/visits/{one}") for one in sorted(others)])
    if stamp is not None and any(stamps.get(line.visit_id, 0) > stamp for line in open_lines):
        raise ChangedMeanwhile(members={"version": plan.version})
