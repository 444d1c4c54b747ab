"""Puts a month's plan on paper: read in a constant number of statements, said in one language."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_skeleton
from babel.numbers import format_currency

from kamfield.accounts.models import Account, Place
from kamfield.core.texts import N_, Phrase, translate
from kamfield.core.weeks import Week, week_with
from kamfield.core.work import Work
from kamfield.plans import queries as plans
from kamfield.plans.actions.check import Checked, checked
from kamfield.plans.models import Plan, PlanLine
from kamfield.plans.rules.states import LABELS as PLAN_LABELS
from kamfield.plans.rules.states import LineState
from kamfield.plans.rules.states import State as PlanState
from kamfield.printouts import queries
from kamfield.printouts.rules import TITLE, PlanSheet, Row, TierRow, Total, WeekOfPlan, coverage
from kamfield.users import queries as users
from kamfield.visits.models import Visit
from kamfield.visits.rules.codes import Form, Outcome, Purpose, Result, State
from kamfield.visits.rules.labels import label

OUT = {LineState.REJECTED, LineState.DROPPED}


@dataclass(frozen=True)
class _Beside:
    """What stands beside the visits, by their ids."""

    accounts: dict[str, Account]
    places: dict[str, Place]
    contacts: dict[str, list[Any]] = field(default_factory=dict)
    companions: dict[str, list[Any]] = field(default_factory=dict)
    objectives: dict[str, list[Any]] = field(default_factory=dict)
    outcomes: dict[str, list[Any]] = field(default_factory=dict)
    opportunities: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class _Voice:
    """Says things in the reader's language and in the rep's time zone."""

    locale: str
    zone: ZoneInfo

    def __call__(self, text: str, **params: object) -> str:
        return translate(text, self.locale, **params)

    @property
    def spoken(self) -> str:
        return self.locale.replace("-", "_")

    def month(self, day: date) -> str:
        return format_skeleton("yMMMM", datetime.combine(day, time()), locale=self.spoken)

    def weekday(self, day: date) -> str:
        return format_date(day, "EEE", locale=self.spoken)

    def at(self, instant: datetime) -> str:
        return f"{instant.astimezone(self.zone):%Y-%m-%d %H:%M}"


def note_export(work: Work, plan_id: str) -> None:
    """Writes down that somebody took a plan along as a file."""
    work.act("plan.export", work.one(plans.by_id(work.user, plan_id)))


def sheet_of(work: Work, plan_id: str, locale: str) -> PlanSheet:
    """A plan that the caller reaches, without the lines that fell out."""
    plan = work.one(plans.by_id(work.user, plan_id))
    found = checked(work, plan)
    rep = work.one(users.any_by_id(plan.rep_id))
    say = _Voice(locale, ZoneInfo(rep.time_zone))
    lines = {line.visit_id: line for line in found.lines if line.state not in OUT}
    visits = sorted((one for one in found.visits if one.id in lines), key=_order)
    beside = _beside(work, plan.id)
    rows = [_row(say, visit, lines[visit.id], beside) for visit in visits]
    return PlanSheet(
        title=say(TITLE),
        subtitles=_subtitles(work, say, plan, rep.name),
        weeks=[_week(say, week, list(held)) for week, held in groupby(rows, lambda row: week_with(row.day))],
        totals=_totals(say, rows, found),
        tiers=[
            TierRow(
                one.tier,
                one.clients,
                one.clients_planned,
                coverage(one.clients_planned, one.clients),
                one.required,
                one.planned,
            )
            for one in found.coverage
        ],
        signatures=[say(N_("Sales rep")), say(N_("Manager")), say(N_("Day"))],
        footer=say(N_("Printed on %(at)s by %(who)s"), at=say.at(work.now), who=work.user.name),
        file_name=f"{plan.month:%Y-%m} {rep.name}",
    )


def _order(visit: Visit) -> tuple[Any, ...]:
    return visit.day, visit.starts_at is None, visit.starts_at, visit.id


def _beside(work: Work, plan_id: str) -> _Beside:
    return _Beside(
        accounts={account.id: account for account in work.all(plans.accounts_on(plan_id))},
        places={place.id: place for place in work.all(plans.places_on(plan_id))},
        contacts=_by_visit(work.db.execute(queries.contacts_on(plan_id))),
        companions=_by_visit(work.db.execute(queries.companions_on(plan_id))),
        objectives=_by_visit(work.db.execute(queries.objectives_on(plan_id))),
        outcomes=_by_visit(work.db.execute(queries.outcomes_on(plan_id))),
        opportunities={row.id: row for row in work.db.execute(queries.opportunities_on(plan_id))},
    )


def _by_visit(rows: Iterable[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.visit_id].append(row)
    return found


def _subtitles(work: Work, say: _Voice, plan: Plan, rep: str) -> list[str]:
    state = Phrase(PLAN_LABELS[PlanState(plan.state)])
    month = say.month(plan.month)
    lines = [say(N_("%(rep)s · %(month)s · %(state)s"), rep=rep, month=month, state=state)]
    people = {one for one in (plan.decided_by_id, plan.on_behalf_of_id) if one}
    names = {row.id: row.name for row in work.db.execute(queries.names_of(people))} if people else {}
    if plan.decided_by_id and plan.decided_at:
        who, at = names[plan.decided_by_id], say.at(plan.decided_at)
        lines.append(say(N_("Decided by %(who)s on %(at)s"), who=who, at=at))
    return lines


def _row(say: _Voice, visit: Visit, line: PlanLine, beside: _Beside) -> Row:
    account = beside.accounts[visit.account_id]
    opportunity = beside.opportunities.get(line.opportunity_id or "")
    place = beside.places.get(visit.place_id or "")
    return Row(
        day=visit.day,
        weekday=say.weekday(visit.day),
        starts=visit.starts_at.astimezone(say.zone).time().replace(tzinfo=None) if visit.starts_at else None,
        minutes=visit.minutes,
        client=_lines(account.name, account.code),
        tier=account.tier or "",
        who=_lines(*(_person(one) for one in beside.contacts.get(visit.id, ()))),
        form=say(label(Form(visit.form))) if visit.form else "",
        why=_why(say, visit, beside.objectives.get(visit.id, ())),
        where=_lines(place.label, place.written_address) if place else _point(visit),
        companions=_lines(*(one.name for one in beside.companions.get(visit.id, ()))),
        opportunity=_opportunity(say, opportunity),
        probability=_probability(line, opportunity),
        result=_result(say, visit, beside),
    )


def _opportunity(say: _Voice, found: Any) -> str:
    if found is None:
        return ""
    money = format_currency(found.amount, found.currency, locale=say.spoken) if found.amount is not None else None
    return _lines(found.name, money)


def _probability(line: PlanLine, opportunity: Any) -> float | None:
    """The line's own, else that of what it serves."""
    if line.probability is not None:
        return line.probability / 100
    return None if opportunity is None else opportunity.probability / 100


def _lines(*texts: str | None) -> str:
    return "\n".join(text for text in texts if text)


def _person(contact: Any) -> str:
    return f"{contact.name} ({contact.title})" if contact.title else str(contact.name)


def _point(visit: Visit) -> str:
    return f"{visit.point.latitude:.5f}, {visit.point.longitude:.5f}" if visit.point else ""


def _why(say: _Voice, visit: Visit, aims: Sequence[Any]) -> str:
    purpose = say(label(Purpose(visit.purpose))) if visit.purpose else None
    return _lines(purpose, *(_aim(one) for one in aims))


def _aim(aim: Any) -> str:
    return f"• {aim.client_action} ({aim.due_on.isoformat()})" if aim.due_on else f"• {aim.client_action}"


def _result(say: _Voice, visit: Visit, beside: _Beside) -> str:
    """What came of it; nothing while the visit is to come, so that there is room to write."""
    if visit.state in {State.PLANNED, State.IN_PROGRESS}:
        return ""
    outcome = next((one.outcome for one in beside.outcomes.get(visit.id, ()) if one.outcome), None)
    said = say(label(Outcome(outcome))) if outcome else say(label(State(visit.state)))
    results = [say(label(Result(one.result))) for one in beside.objectives.get(visit.id, ()) if one.result]
    return _lines(said, *(f"• {one}" for one in results))


def _week(say: _Voice, week: Week, rows: list[Row]) -> WeekOfPlan:
    text = N_("Week %(number)s, %(first)s to %(last)s: visits %(visits)s, hours %(hours)s")
    days = {"first": f"{week.monday:%m-%d}", "last": f"{week.sunday:%m-%d}"}
    said = say(text, number=week.number, **days, visits=len(rows), hours=_hours(rows))
    return WeekOfPlan(said, rows)


def _hours(rows: Sequence[Row]) -> float:
    return round(sum(row.minutes or 0 for row in rows) / 60, 1)


def _totals(say: _Voice, rows: Sequence[Row], checked: Checked) -> list[Total]:
    load = checked.workload
    return [
        Total(say(N_("Visits")), len(rows)),
        Total(say(N_("Hours with clients")), _hours(rows)),
        Total(say(N_("Clients")), len({row.client for row in rows})),
        Total(say(N_("Kilometres on the way, estimated")), round(load.travel_metres / 1000)),
        Total(say(N_("Hours on the way, estimated")), round(load.travel_minutes / 60, 1)),
    ]
