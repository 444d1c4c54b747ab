"""Puts a month's plan on the page, as the person who looks at it may see and decide it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from kamfield.core.work import Work
from kamfield.pages.actions.standing import standing_of
from kamfield.pages.rules.figures import figures_of
from kamfield.pages.rules.month import Card, Load, MonthPage, Remark, weeks_of
from kamfield.pages.rules.remarks import SHORT
from kamfield.pages.rules.voice import Voice
from kamfield.plans import queries as plans
from kamfield.plans.actions.shown import LineWithVisit, PlanInFull, shown
from kamfield.plans.rules.findings import Finding, Severity
from kamfield.plans.rules.month import last_of
from kamfield.plans.rules.states import LABELS, LINE_LABELS, MOVES, LineState, State
from kamfield.printouts import queries as printouts
from kamfield.users import queries as users
from kamfield.visits.rules.codes import Form
from kamfield.visits.rules.labels import label

OF_A_PLAN = ("approve", "return")
OF_A_LINE = ("approve_line", "return_line", "reject_line", "acknowledge_line")
MINUTES = frozenset({"needed", "there"})
OUT = frozenset({LineState.REJECTED, LineState.DROPPED})


def month_page(work: Work, plan_id: str, locale: str) -> MonthPage:
    """A plan that the reader reaches; `NotFound` otherwise."""
    plan = shown(work, plan_id)
    rep = work.one(users.any_by_id(plan.rep_id))
    say = Voice(locale, ZoneInfo(rep.time_zone))
    standing = work.house.permits(work, "plan.approve", work.one(plans.by_id(work.user, plan_id)))
    cards = _cards(work, plan, say, bool(standing))
    reader = Voice(locale, work.user.zone)
    return MonthPage(
        plan_id=plan.id,
        version=plan.version,
        stamp=plan.stamp,
        rep=rep.name,
        month=say.month(plan.month),
        state=plan.state,
        state_said=say(LABELS[State(plan.state)]),
        standing=standing_of(work, plan, reader),
        comment=plan.comment or "",
        on_behalf_of=_name_of(work, standing) if isinstance(standing, str) else "",
        verbs=_verbs_of(plan, bool(standing)),
        left=sum(card.state == LineState.PROPOSED for card in cards),
        asking=[card for card in cards if card.asks] if plan.state == State.APPROVED else [],
        figures=figures_of(plan.value, plan.coverage, plan.workload, say),
        remarks=[_remark(one, _at_length(one, say)) for one in plan.findings if one.visit_id is None],
        weeks=weeks_of(plan.month, last_of(plan.month), cards, _loads(plan, say)),
    )


def _verbs_of(plan: PlanInFull, decides: bool) -> frozenset[str]:
    """What can be decided about the whole; there is nothing to approve when every line was returned or rejected."""
    live = {LineState.PROPOSED, LineState.APPROVED}
    empty = not any(line.state in live for line in plan.lines)
    possible = {verb for verb in OF_A_PLAN if verb in MOVES[State(plan.state)]}
    return frozenset(possible - ({"approve"} if empty else set())) if decides else frozenset()


def _name_of(work: Work, user_id: str) -> str:
    return work.one(users.any_by_id(user_id)).name


def _cards(work: Work, plan: PlanInFull, say: Voice, decides: bool) -> list[Card]:
    aims: dict[str, list[str]] = defaultdict(list)
    for row in work.db.execute(printouts.objectives_on(plan.id)):
        aims[row.visit_id].append(f"{row.client_action} ({say.day(row.due_on)})" if row.due_on else row.client_action)
    served = {one.opportunity_id for one in plan.lines if one.opportunity_id}
    names = {one.id: one.name for one in work.all(plans.opportunities(served))}
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in plan.findings:
        found[finding.visit_id or ""].append(finding)
    state = State(plan.state)
    return [
        _card(line, say, aims[line.visit.id], names, found[line.visit.id], _line_verbs(line, state, decides))
        for line in plan.lines
    ]


def _line_verbs(line: LineWithVisit, state: State, decides: bool) -> frozenset[str]:
    possible = {verb for verb in OF_A_LINE if verb in MOVES[state] and verb in line.moves}
    if not line.to_acknowledge:
        possible.discard("acknowledge_line")
    return frozenset(possible) if decides else frozenset()


def _card(
    line: LineWithVisit,
    say: Voice,
    aims: Sequence[str],
    names: Mapping[str, str],
    findings: Sequence[Finding],
    verbs: frozenset[str],
) -> Card:
    visit = line.visit
    return Card(
        line_id=line.id,
        version=line.version,
        day=visit.day,
        hours=say.span(visit.starts_at, visit.minutes),
        client=line.account_name,
        tier=line.tier or "",
        form=say(label(Form(visit.form))) if visit.form else "",
        aims=aims,
        opportunity=names.get(line.opportunity_id or "", ""),
        chance=_chance(line, say),
        state=line.state,
        state_said=say(LINE_LABELS[LineState(line.state)]),
        comment=line.comment or "",
        remarks=[] if line.state in OUT else [_remark(one, _in_short(one, say)) for one in findings],
        asks=line.asks,
        verbs=verbs,
    )


def _chance(line: LineWithVisit, say: Voice) -> str:
    if line.aim is None:
        return ""
    money = say.money(line.aim.amount, line.aim.currency) if line.aim.amount is not None else ""
    return " × ".join(part for part in (money, say.percent(line.aim.chance)) if part)


def _in_short(finding: Finding, say: Voice) -> str:
    return say(SHORT[finding.code], **_as_read(finding, say)) if finding.code in SHORT else _at_length(finding, say)


def _at_length(finding: Finding, say: Voice) -> str:
    return say(finding.text, **finding.params)


def _as_read(finding: Finding, say: Voice) -> dict[str, Any]:
    """Its minutes as hours, its days as people say them."""
    told = dict(finding.params)
    for name in MINUTES & told.keys():
        told[name] = say.minutes(told[name])
    if "other_day" in told:
        told["other_day"] = say.day(_day(told["other_day"]))
    return told


def _day(told: date | str) -> date:
    return told if isinstance(told, date) else date.fromisoformat(told)


def _remark(finding: Finding, said: str) -> Remark:
    return Remark(said, finding.severity is Severity.ERROR)


def _loads(plan: PlanInFull, say: Voice) -> dict[date, Load]:
    return {
        one.day: Load(say.minutes(one.minutes), one.minutes > one.capacity_minutes)
        for one in plan.days
        if one.day is not None and one.visits
    }
