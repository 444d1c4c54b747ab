"""The demo company's month in the field: an approved plan, done visits with reports, a plan that waits."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from kamfield.core.work import Actor, Work
from kamfield.demo.archive import Client
from kamfield.demo.reports import share_minutes, written
from kamfield.opportunities.queries import open_of
from kamfield.plans import actions as plans
from kamfield.plans.queries import of_month
from kamfield.visits.actions import checks, commitments, reports, visits
from kamfield.visits.models import Commitment, Objective, Visit
from kamfield.visits.queries.parts import of_visit
from kamfield.visits.queries.visits import visible_to
from kamfield.visits.rules.codes import CommitmentState

HOURS = (9, 11, 14, 16)
STEP, PROMISE = timedelta(days=5), timedelta(days=10)
AIMS = {
    True: (
        ("{who}签订40套密封件的试用订单", "40", "套", "{who}确定技术交流会的日期"),
        ("{who}提供三号泵的图纸和工况参数", "1", "份", "{who}同意下周电话确认"),
        ("{who}确认样品测试的日期和负责人", "1", "次", "{who}介绍设备部的负责人"),
    ),
    False: (
        ("{who} signs the trial order for 40 seals", "40", "seals", "{who} names the day of the technical meeting"),
        ("{who} hands over the drawings of pump 3", "1", "set of drawings", "{who} agrees to a call next week"),
        ("{who} names the day and the owner of the sample test", "1", "test", "{who} introduces the plant engineer"),
    ),
}


def run_month(work: Work, clients: Sequence[Client], manager: Actor, month: date, today: date, chance: Random) -> None:
    """A month planned and approved before it began; what lies before today has been done, mostly."""
    before = replace(work, now=_at(work, month - timedelta(days=6), 16))
    before.db.info["now"] = before.now
    plan = plans.add(before, month=month)
    for client, day, hour in _calendar(clients, month, chance):
        visit = visits.add(before, again=True, **_draft(before, client, day, hour, chance))
        before.db.flush()
        plans.add_line(before, plan.id, visit_id=visit.id, probability=chance.choice((20, 40, 60, 80)))
    plans.submit(before, plan.id, acknowledged=True)
    plans.approve(replace(before, user=manager, now=before.now + timedelta(days=1)), plan.id)
    before.db.flush()
    for visit, client in _past(before, clients, month, today):
        _do(work, visit, client, today, chance)


def propose_month(work: Work, clients: Sequence[Client], month: date, chance: Random) -> None:
    """Next month's plan, a draft: its visits serve what their clients might buy."""
    serves = {one.account_id: one.id for one in work.all(open_of(work.user, owner_id=work.user.id))}
    plan = plans.add(work, month=month)
    for client, day, hour in _calendar(clients, month, chance):
        visit = visits.add(work, again=True, **_draft(work, client, day, hour, chance))
        work.db.flush()
        override = chance.choice((None, None, 40, 60))
        plans.add_line(work, plan.id, visit_id=visit.id, opportunity_id=serves.get(client.id), probability=override)


def hand_in(work: Work, month: date) -> None:
    """The plan of a month waits for the manager."""
    work.db.flush()
    plans.submit(work, work.one(of_month(work.user.id, month)).id, acknowledged=True)


def go_unplanned(work: Work, client: Client, day: date) -> None:
    """An urgent visit that stood on no plan, in the evening of a day."""
    then = replace(work, now=_at(work, day, 19))
    _set_now(then)
    visit = visits.add(then, account_id=client.id, day=day, form="sales_visit", urgent=True, minutes=30)
    then.db.flush()
    checks.check_in(then, visit.id)
    left = replace(work, now=then.now + timedelta(minutes=25))
    _set_now(left)
    checks.check_out(left, visit.id)
    _set_now(work)


def _calendar(clients: Sequence[Client], month: date, chance: Random) -> list[tuple[Client, date, int]]:
    """Who is visited when: A clients weekly, B twice, C once; two visits a day, in one city if they can be."""
    following = (month.replace(day=28) + timedelta(days=7)).replace(day=1)
    days = [month + timedelta(days=n) for n in range((following - month).days)]
    working = [day for day in days if day.weekday() < 5]
    slots = [(day, hour) for day in working for hour in sorted(chance.sample(HOURS, 2))]
    due = [client for client in clients for _ in range({"A": 4, "B": 2, "C": 1}.get(client.tier, 0))]
    due.sort(key=lambda client: client.tier)
    placed: list[tuple[Client, date, int]] = []
    for client in due:
        free = [slot for slot in slots if all(abs((slot[0] - day).days) > 4 for one, day, _ in placed if one is client)]
        if free:
            slot = chance.choice(_on_the_way(client, free, placed))
            slots.remove(slot)
            placed.append((client, *slot))
    return sorted(placed, key=lambda one: (one[1], one[2]))


def _on_the_way(
    client: Client, free: Sequence[tuple[date, int]], placed: Sequence[tuple[Client, date, int]]
) -> Sequence[tuple[date, int]]:
    """The hours of days on which the rep is in the client's city already, else of days without a city, else any."""
    cities = {day: one.city for one, day, _ in placed}
    there = [slot for slot in free if cities.get(slot[0]) == client.city]
    return there or [slot for slot in free if slot[0] not in cities] or free


def _draft(work: Work, client: Client, day: date, hour: int, chance: Random) -> dict[str, Any]:
    who = chance.randrange(len(client.contact_ids))
    action, target, unit, fallback = chance.choice(AIMS[client.country == "CN"])
    name = client.contact_names[who]
    return {
        "account_id": client.id,
        "form": chance.choice(("sales_visit", "sales_visit", "project_exchange", "solution_demo")),
        "purpose": chance.choice(("gather_information", "strengthen_position", "move_forward")),
        "day": day,
        "starts_at": _at(work, day, hour),
        "minutes": 60,
        "place_id": client.place_id,
        "contact_ids": [client.contact_ids[who]],
        "objectives": [
            {
                "kind": "advance_sale",
                "client_action": action.format(who=name),
                "client_actor": name,
                "client_contact_id": client.contact_ids[who],
                "due_on": day + timedelta(days=14),
                "target": target,
                "unit": unit,
                "fallback": fallback.format(who=name),
            }
        ],
    }


def _past(work: Work, clients: Sequence[Client], month: date, today: date) -> list[tuple[Visit, Client]]:
    by_id = {client.id: client for client in clients}
    mine = work.all(
        visible_to(work.user)
        .where(Visit.rep_id == work.user.id, Visit.day >= month, Visit.day < today)
        .order_by(Visit.day)
    )
    return [(visit, by_id[visit.account_id]) for visit in mine if visit.account_id in by_id]


def _do(work: Work, visit: Visit, client: Client, today: date, chance: Random) -> None:
    """Check-in at the gate, check-out an hour later, the report in the evening; one in twelve did not take place."""
    if chance.random() < 0.08:
        return
    arrived = replace(work, now=visit.starts_at or _at(work, visit.day, 10))
    _set_now(arrived)
    here: dict[str, Any] = {"latitude": client.point.latitude + 0.0003, "longitude": client.point.longitude}
    here["accuracy_metres"] = 12.0
    checks.check_in(arrived, visit.id, **here)
    left = replace(work, now=arrived.now + timedelta(minutes=chance.randint(35, 80)))
    _set_now(left)
    checks.check_out(left, visit.id, **here)
    if visit.day == today - timedelta(days=1) and chance.random() < 0.3:
        return  # yesterday's report is still owed
    written = replace(work, now=left.now + timedelta(hours=chance.choice((2, 5, 20))))
    _set_now(written)
    _report(written, visit, client, today, chance)


def _report(work: Work, visit: Visit, client: Client, today: date, chance: Random) -> None:
    work.db.flush()
    aims = work.all(of_visit(Objective, visit.id))
    outcome = chance.choice(("order", "advance", "advance", "continuation", "no_sale"))
    chinese, advanced = client.country == "CN", outcome == "advance"
    who = client.contact_names[0]
    promised = f"{who}发出测试报告" if chinese else f"{who} sends the test report"
    follows = advanced and visit.day + STEP > today - timedelta(days=2)  # older steps have been taken
    result = "achieved" if outcome in {"order", "advance"} else "not"
    reports.submit(
        work,
        visit.id,
        outcome=outcome,
        results=[{"objective_id": aim.id, "result": result} for aim in aims],
        commitments=[{"text": promised, "due_on": visit.day + PROMISE}] if advanced else None,
        next_step=("寄出报价" if chinese else "Send the quotation") if follows else None,
        next_step_on=visit.day + STEP if follows else None,
        **written(visit, client),
    )
    share_minutes(work, visit, today)
    if advanced and visit.day + PROMISE < today:
        _ask_after_the_promise(work, visit)


def _ask_after_the_promise(work: Work, visit: Visit) -> None:
    later = replace(work, now=work.now + PROMISE)
    _set_now(later)
    later.db.flush()
    for promise in later.all(of_visit(Commitment, visit.id)):
        commitments.conclude(later, promise.id, CommitmentState.KEPT)


def _at(work: Work, day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), work.user.zone)


def _set_now(work: Work) -> None:
    work.db.info["now"] = work.now
