"""Visits and what belongs to them, valid and ready: every column may be named, none must be."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from kamfield.accounts.models import Account
from kamfield.core.work import Work
from kamfield.visits.actions import objectives, reports, visits
from kamfield.visits.models import Objective, Report, Visit
from tests.cast import Cast, Person
from tests.make.accounts import make_account, make_contact, make_place

AIM: dict[str, Any] = {
    "kind": "advance_sale",
    "client_action": "Mr Chen signs the trial order for 40 seals.",
    "client_actor": "Mr Chen",
    "due_on": date(2026, 4, 30),
    "target": 40,
    "unit": "seals",
    "fallback": "Mr Chen names the day of the technical meeting.",
}


def make_visit(work: Work, account: Account | None = None, rep: Person = Cast.li, **columns: Any) -> Visit:
    """A visit that `rep` planned: today at 14:00 in Shanghai unless told otherwise, for 60 minutes."""
    account = account or make_account(work, rep)
    day = columns.setdefault("day", work.now.date())
    columns.setdefault("starts_at", datetime.combine(day, time(6), UTC))
    usual = {"form": "sales_visit", "purpose": "move_forward", "minutes": 60, "again": True}
    visit = visits.add(replace(work, user=rep.actor), account_id=account.id, **(usual | columns))
    work.db.flush()
    return visit


def make_prepared_visit(work: Work, account: Account | None = None, rep: Person = Cast.li, **columns: Any) -> Visit:
    """A visit with nothing missing: a contact, a place and a good objective."""
    account = account or make_account(work, rep)
    columns.setdefault("place_id", make_place(work, account).id)
    columns.setdefault("contact_ids", [make_contact(work, account).id])
    columns.setdefault("objectives", [AIM])
    return make_visit(work, account, rep, **columns)


def make_objective(work: Work, visit: Visit, rep: Person = Cast.li, **columns: Any) -> Objective:
    """A good objective of a visit."""
    objective = objectives.add(replace(work, user=rep.actor), visit.id, **(AIM | columns))
    work.db.flush()
    return objective


def make_done_visit(work: Work, account: Account | None = None, rep: Person = Cast.li, **columns: Any) -> Visit:
    """A visit of today that is over: its report is owed."""
    visit = make_visit(work, account, rep, **columns)
    mine = replace(work, user=rep.actor)
    mine.act("visit.check_in", visit)
    visit.check_in(work.now - timedelta(hours=1))
    mine.act("visit.check_out", visit)
    visit.check_out(work.now, timedelta(hours=24))
    work.db.flush()
    return visit


def make_report(work: Work, visit: Visit | None = None, rep: Person = Cast.li, **written: Any) -> Report:
    """A submitted report of a done visit."""
    visit = visit or make_done_visit(work, rep=rep)
    written.setdefault("outcome", "continuation")
    report = reports.submit(replace(work, user=rep.actor), visit.id, **written)
    work.db.flush()
    return report
