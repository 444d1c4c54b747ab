"""Open plans change hands when their rep leaves: each line goes with its visit."""

from kamfield.core.work import Work
from kamfield.plans import queries
from kamfield.plans.actions.waiting import count
from kamfield.plans.models import Plan


def hand_over(work: Work, plan: Plan, receivers: dict[str, str], handover_id: str) -> None:
    """Moves the lines whose visits (by id) have a receiver to the receivers' plans for the same month.

    A line keeps its state and its decision. A receiver without a plan for the month gets one in this plan's state.
    What is over stays where it is, so that plan and fact of the leaver can be compared.
    """
    work.act("plan.hand_over", plan, handover_id=handover_id, to_ids=sorted(set(receivers.values())))
    moving = [line for line in work.all(queries.lines_of(plan.id)) if line.visit_id in receivers]
    touched = {plan.id: plan}
    for line in moving:
        target = _plan_of(work, plan, receivers[line.visit_id])
        line.plan_id = target.id
        touched[target.id] = target
    work.db.flush()
    for one in touched.values():
        count(work, one)


def _plan_of(work: Work, plan: Plan, receiver_id: str) -> Plan:
    found = work.db.scalars(queries.of_month(receiver_id, plan.month)).one_or_none()
    if found is not None:
        return found
    same = ("state", "round", "submitted_at", "decided_at", "decided_by_id", "on_behalf_of_id", "by_policy", "comment")
    made = Plan(rep_id=receiver_id, month=plan.month, **{name: getattr(plan, name) for name in same})
    work.add(made)
    work.db.flush()
    return made
