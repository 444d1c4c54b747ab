"""What can be done with proposals: ask for one, have it computed, accept or decline its lines."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from kamfield.core.errors import Problem as Refusal
from kamfield.core.errors import invalid
from kamfield.core.texts import N_
from kamfield.core.work import Work
from kamfield.planner.solve import solve
from kamfield.plans import queries as plans
from kamfield.plans.actions import add_lines
from kamfield.plans.actions.month import month_of
from kamfield.plans.models import Plan
from kamfield.plans.rules.month import following
from kamfield.policies import queries as policies
from kamfield.proposals import queries
from kamfield.proposals.models import Proposal, ProposalLine
from kamfield.proposals.rules.dues import Client, Due, Standing, dues
from kamfield.proposals.rules.months import Period, problem
from kamfield.proposals.rules.questions import left_out, lines, problem_of, question
from kamfield.proposals.rules.states import LineKind, LineState
from kamfield.users import queries as users
from kamfield.visits.actions import visits
from kamfield.visits.models import Visit
from kamfield.visits.rules.codes import Form
from kamfield.visits.rules.codes import State as VisitState

MOST_ROUNDS, SEARCHED = 600, 40_000  # rounds times tasks: some seconds of one processor


def ask(work: Work, plan_id: str) -> Proposal:
    """Asks for the month, or for what is left of it. Asking again while one is computed gives the same one."""
    plan = work.one(plans.by_id(work.user, plan_id))
    running = work.all(queries.unfinished(plan.id))
    if running:
        work.act("proposal.ask", running[0])
        return running[0]
    rep = work.one(users.any_by_id(plan.rep_id))
    today = work.now.astimezone(ZoneInfo(rep.time_zone)).date()
    found = Proposal(
        plan_id=plan.id, rep_id=plan.rep_id, created_at=work.now, due_at=work.now, from_on=max(plan.month, today)
    )
    work.act("proposal.ask", found)
    plan.allow("add_line")
    return work.add(found)


def pose(work: Work, proposal: Proposal) -> None:
    """Reads what the planner has to know."""
    plan = work.one(plans.any_by_id(proposal.plan_id))
    rep = work.one(users.any_by_id(plan.rep_id))
    last = following(plan.month) - timedelta(days=1)
    period = Period(proposal.from_on, last, ZoneInfo(rep.time_zone))
    stands = _standing(work, plan, period)
    due = _dues(work, plan, stands, period)
    month = month_of(work, plan, (), (), ())  # the calendar; what stands is read apart
    asked = problem(period, month, due, stands, policies.current(work).visit_minutes, month.start)
    proposal.ask(question(asked, due, stands))


def solve_it(work: Work, proposal: Proposal) -> None:
    """Searches, and only then writes: nobody waits for a lock meanwhile."""
    asked = proposal.task or {}
    task = problem_of(asked)
    found = solve(task, rounds=min(MOST_ROUNDS, SEARCHED // max(1, len(task.tasks))))
    zone = ZoneInfo(work.one(users.any_by_id(proposal.rep_id)).time_zone)
    period = Period(proposal.from_on, proposal.from_on, zone)
    minutes = {one.id: one.minutes for one in task.tasks}
    for order, (task_id, line) in enumerate(lines(asked, task, found)):
        work.add(_line(proposal, period, order, minutes[task_id], **line))
    proposal.answer(list(left_out(asked, task, found)), work.now)


def accept(work: Work, proposal_id: str, line_ids: Collection[str] | None = None) -> Proposal:
    """Makes visits of the lines, all that are open or those named, and puts them on the plan."""
    proposal = work.one(queries.by_id(work.user, proposal_id))
    work.act("proposal.accept", proposal)
    proposal.refuse_unready()
    plan = work.one(plans.by_id(work.user, proposal.plan_id))
    chosen = _chosen(work, proposal, line_ids)
    made = [_fulfil(work, plan, place, line) for place, line in enumerate(chosen)]
    new = [visit for line, visit in zip(chosen, made, strict=True) if line.kind == LineKind.ADD]
    if new:
        add_lines(work, plan.id, new)
    proposal.settle(work.all(queries.lines_of(proposal.id)))
    return proposal


def decline(work: Work, proposal_id: str, line_ids: Collection[str] | None = None) -> Proposal:
    """Says no to the lines, all that are open or those named."""
    proposal = work.one(queries.by_id(work.user, proposal_id))
    work.act("proposal.decline", proposal)
    proposal.refuse_unready()
    for line in _chosen(work, proposal, line_ids):
        line.state = LineState.DECLINED
    work.db.flush()
    proposal.settle(work.all(queries.lines_of(proposal.id)))
    return proposal


def _standing(work: Work, plan: Plan, period: Period) -> list[Standing]:
    """The visits that stand; what the planner itself put there, and nobody changed since, may move again."""
    proposed = {(row.visit_id, row.starts_at) for row in work.db.execute(queries.proposed_starts(plan.id))}
    rows = work.db.execute(queries.standing(plan.rep_id, period.first, period.last)).all()
    return [
        Standing(
            visit_id=visit.id,
            account_id=visit.account_id,
            account=name,
            day=visit.day,
            starts_at=visit.starts_at,
            minutes=visit.minutes or policies.current(work).visit_minutes,
            point=place.point if place else visit.point,
            hours=place.visiting_hours if place else None,
            is_fixed=visit.state != VisitState.PLANNED
            or (visit.starts_at is not None and (visit.id, visit.starts_at) not in proposed),
        )
        for visit, name, place in rows
    ]


def _dues(work: Work, plan: Plan, stands: Sequence[Standing], period: Period) -> list[Due]:
    every_days = policies.current(work).visit_every_days
    accounts = [one for one in work.all(plans.clients_of(plan.rep_id)) if one.tier in every_days]
    places = {place.account_id: place for place in work.all(queries.main_places([one.id for one in accounts]))}
    days: dict[str, list[date]] = {}
    for one in stands:
        days.setdefault(one.account_id, []).append(one.day)
    found: list[Due] = []
    for account in accounts:
        place, tier = places.get(account.id), account.tier or ""
        client = Client(account.id, account.name, tier, every_days[tier], account.last_visited_on)
        if place is not None:
            client = replace(client, place_id=place.id, point=place.point, hours=place.visiting_hours)
        found += dues(client, days.get(account.id, ()), period.first, period.last)
    return found


def _line(
    proposal: Proposal, period: Period, order: int, minutes: int, *, day: int, start: int, **about: Any
) -> ProposalLine:
    columns = ("kind", "account_id", "place_id", "visit_id", "reasons", "way_minutes")
    return ProposalLine(
        proposal_id=proposal.id,
        place_in_order=order,
        day=period.day(day),
        starts_at=period.instant(day, start),
        minutes=minutes,
        **{name: about.get(name) for name in columns},
    )


def _chosen(work: Work, proposal: Proposal, line_ids: Collection[str] | None) -> list[ProposalLine]:
    """The open lines that are meant; one that is decided already is passed over, so that a retry does no harm."""
    known = {line.id: line for line in work.all(queries.lines_of(proposal.id))}
    for place, line_id in enumerate(line_ids or ()):
        if line_id not in known:
            raise invalid(f"/line_ids/{place}", "unknown-reference", N_("There is no such line in this proposal."))
    meant = known.values() if line_ids is None else (known[line_id] for line_id in dict.fromkeys(line_ids))
    return [line for line in meant if line.state == LineState.OPEN]


def _fulfil(work: Work, plan: Plan, place: int, line: ProposalLine) -> Visit:
    """The visit that a line proposes, or the one that it moves; what cannot be is said of that line."""
    when: dict[str, Any] = {"day": line.day, "starts_at": line.starts_at}
    try:
        if line.kind == LineKind.MOVE:
            visit = visits.change(work, line.visit_id or "", **when)
        else:
            plan.allow("add_line")
            where = {"account_id": line.account_id, "place_id": line.place_id}
            draft = {"form": Form.SALES_VISIT, "minutes": line.minutes, **where, **when}
            visit = visits.add(work, rep_id=plan.rep_id, again=True, **draft)
    except Refusal as refusal:
        raise invalid(f"/line_ids/{place}", refusal.code, refusal.detail, **refusal.params) from refusal
    line.accept(visit.id)
    return visit
