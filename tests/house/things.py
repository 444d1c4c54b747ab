"""One of everything, li's: what the stranger tests try to reach.

A new path parameter needs a line in `BUILDERS`: how to make a thing of li's, from whatever it hangs on
(`things["account_id"]` is an account of li's, made when first asked for). A list that shows li nothing needs a line
in `FURNISHINGS`, with what makes it non-empty.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import select

from kamfield.accounts.actions import import_mappings, imports
from kamfield.accounts.models import Account
from kamfield.attachments.actions import uploads
from kamfield.core.sheets.portions import cut
from kamfield.core.work import Work
from kamfield.messengers import actions as messengers
from kamfield.opportunities.actions import opportunities
from kamfield.opportunities.models import Opportunity
from kamfield.plans.models import PlanLine
from kamfield.proposals.models import Proposal
from kamfield.quotes import actions as quotes
from kamfield.quotes.models import FollowUp
from kamfield.quotes.queries import dossier_of, revisions_of
from kamfield.reminders.actions import remind
from kamfield.reminders.actions.notices import Said, show
from kamfield.reminders.models import Reminder
from kamfield.reminders.rules import Kind
from kamfield.sync.actions.devices import Told, note
from kamfield.todos import actions as todos
from kamfield.todos.models import TodoItem
from kamfield.users.actions import away, handovers
from kamfield.users.queries import any_by_id
from kamfield.visits.actions import checklists, reports
from kamfield.visits.models import Commitment, Visit
from tests.accounts.sheets import CLINICS, as_csv, clinic
from tests.cast import Cast, Person
from tests.make.accounts import make_account, make_contact, make_place
from tests.make.attachments import make_attachment
from tests.make.decision_maps import make_assessment, make_factor, make_line
from tests.make.facts import make_fact, make_intelligence
from tests.make.issues import make_issue
from tests.make.members import join
from tests.make.plans import APRIL, make_plan
from tests.make.quotes import make_quote
from tests.make.sync import make_sync_issue
from tests.make.visits import make_objective, make_report, make_visit

ROBOT = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7abc-4bc4-97a0-0ec2sifa5aaa"
DEMONSTRATION: dict[str, Any] = {
    "labels": {"en": "Demonstration"},
    "steps": [{"code": "greet", "labels": {"en": "Greet"}, "counts": False}],
}


class Things(dict[str, str]):
    """Ids by path parameter, made when first asked for."""

    def __init__(self, work: Work) -> None:
        super().__init__()
        self.work = work

    def __missing__(self, parameter: str) -> str:
        builder = BUILDERS.get(parameter)
        if builder is None:
            pytest.fail(
                f"An address has <{parameter}>, and nobody says how to make such a thing of li's: "
                f"add a builder for it to BUILDERS in tests/house/things.py."
            )
        self[parameter] = builder(self)
        self.work.db.flush()
        return self[parameter]

    def of(self, parameters: tuple[str, ...]) -> dict[str, str]:
        """The ids that an address needs."""
        return {parameter: self[parameter] for parameter in parameters}

    def all(self) -> "Things":
        """Everything that can be made."""
        for parameter in BUILDERS:
            self[parameter]
        for furnish in FURNISHINGS:
            furnish(self)
        self.work.db.flush()
        return self


def an_account(things: Things) -> str:
    return make_account(things.work, name="Strangers must not see this", code="LI-1").id


def the_account(things: Things) -> Account:
    return things.work.one(select(Account).where(Account.id == things["account_id"]))


def as_(things: Things, person: Person) -> Work:
    return replace(things.work, user=person.actor)


def a_delegation(things: Things) -> str:
    days = {"from_on": things.work.now.date(), "to_on": things.work.now.date()}
    return away.delegate(as_(things, Cast.mei), stand_in_id=Cast.dana.id, **days).id


def an_absence(things: Things) -> str:
    days = {"from_on": things.work.now.date(), "to_on": things.work.now.date()}
    return away.add_absence(as_(things, Cast.li), kind="vacation", **days).id


def a_handover(things: Things) -> str:
    return handovers.hand_over(as_(things, Cast.mei), leaver_id=Cast.ren.id, receiver_id=Cast.li.id).id


def an_opportunity(things: Things) -> str:
    draft = {"name": "Strangers must not see this", "expected_close_on": APRIL}
    return opportunities.add(as_(things, Cast.li), account_id=things["account_id"], **draft).id


def the_opportunity(things: Things) -> Opportunity:
    return things.work.one(select(Opportunity).where(Opportunity.id == things["opportunity_id"]))


def an_assessment(things: Things) -> str:
    contact_id = make_contact(things.work, the_account(things)).id
    return make_assessment(as_(things, Cast.li), the_opportunity(things), contact_id).id


def an_influence(things: Things) -> str:
    ends = [make_contact(things.work, the_account(things)).id for _ in range(2)]
    return make_line(as_(things, Cast.li), the_opportunity(things), *ends).id


def a_quote(things: Things) -> str:
    draft = {"title": "Strangers must not see this", "amount": Decimal("1"), "currency": "CNY"}
    return make_quote(as_(things, Cast.li), things["account_id"], **draft).id


def a_revision(things: Things) -> str:
    quote_id = a_quote(things)
    quotes.make_ready(as_(things, Cast.li), quote_id)
    quotes.send(as_(things, Cast.li), quote_id)
    quotes.revise(as_(things, Cast.li), quote_id)
    things.work.db.flush()
    return things.work.one(revisions_of(quote_id)).id


def a_price_to_decide(things: Things) -> None:
    line = {"product": "x", "quantity": Decimal(1), "price": Decimal(1), "discount_percent": Decimal(50)}
    quote = make_quote(as_(things, Cast.li), things["account_id"], lines=[line])
    quotes.ask_price(as_(things, Cast.li), quote.id)


def a_dossier_item(things: Things) -> str:
    return things.work.all(dossier_of(things["quote_id"]))[0].id


def a_follow_up(things: Things) -> str:
    quote_id = a_quote(things)
    quotes.make_ready(as_(things, Cast.li), quote_id)
    quotes.send(as_(things, Cast.li), quote_id)
    things.work.db.flush()
    return things.work.all(select(FollowUp).where(FollowUp.quote_id == quote_id))[0].id


def a_todo(things: Things) -> TodoItem:
    return todos.add(as_(things, Cast.li), title="Strangers must not see this", account_id=things["account_id"])


def a_reminder(things: Things) -> str:
    return remind(things.work, Kind.WEEK, Cast.li.id, "2026-W10", year=2026, week=10).id


def refuse(things: Things, reminder_id: str) -> None:
    things.work.db.get_one(Reminder, reminder_id).fail("550 5.1.1 No such user here", things.work.now)


def a_refused_mail(things: Things) -> None:
    refuse(things, remind(things.work, Kind.CLOSE_WEEK, Cast.li.id, "2026-W10", year=2026, week=10).id)


def a_notice(things: Things) -> str:
    row = remind(things.work, Kind.TODO_DUE, Cast.li.id, "today", subject_id=things["item_id"])
    user = things.work.one(any_by_id(Cast.li.id))
    show(things.work, user, [Said(row, "Strangers must not see this")])
    return row.id


def a_visit(things: Things) -> str:
    visit = make_visit(things.work, the_account(things), day=APRIL + timedelta(days=7))
    reports.save(as_(things, Cast.li), visit.id, internal="Strangers must not see this")
    return visit.id


def the_visit(things: Things) -> Visit:
    return things.work.one(select(Visit).where(Visit.id == things["visit_id"]))


def a_commitment(things: Things) -> str:
    promise = {"text": "Strangers must not see this", "due_on": APRIL}
    report = make_report(things.work, outcome="advance", commitments=[promise])
    return things.work.all(select(Commitment).where(Commitment.visit_id == report.visit_id))[0].id


def a_plan(things: Things) -> str:
    return make_plan(things.work, [the_visit(things)], state="submitted").id


def a_proposal(things: Things) -> str:
    plan_id = things["plan_id"]
    found = Proposal(plan_id=plan_id, rep_id=Cast.li.id, created_at=things.work.now, from_on=APRIL, state="ready")
    return things.work.add(found).id


def a_line(things: Things) -> str:
    return things.work.all(select(PlanLine).where(PlanLine.plan_id == things["plan_id"]))[0].id


def an_import(things: Things) -> str:
    """One that has found something wrong, and something to change."""
    account = make_account(things.work, code="US-9", name="Strangers must not see this")
    content = as_csv([clinic(9), clinic(10, STATUS="MAYBE")])
    work, options = as_(things, Cast.li), {"filename": "li.csv", "region": "US", "mode": "skip_bad_rows"}
    found = imports.add(work, cut(BytesIO(content)), CLINICS, lead_id=account.lead_id, **options)
    imports.take_portion(work, found)
    return found.id


def an_upload(things: Things) -> str:
    return uploads.prepare(as_(things, Cast.li), attachment_id=things["attachment_id"], length_bytes=9, said="").id


def report_the_visit(things: Things) -> None:
    visit, work = the_visit(things), as_(things, Cast.li)
    work.act("visit.check_in", visit)
    visit.check_in(work.now)
    visit.check_out(work.now, timedelta(hours=24))
    make_report(things.work, visit, internal="Strangers must not see this")


def a_messenger(things: Things) -> str:
    mine = replace(things.work, user=Cast.li.actor)
    messenger = messengers.add(mine, ROBOT, "sealed", (), label="Mine", topics=["week"])
    things.work.db.flush()
    messengers.try_out(mine, messenger.id)
    return messenger.id


BUILDERS: dict[str, Callable[[Things], str]] = {
    # users
    "user_id": lambda _: Cast.li.id,
    "session_id": lambda _: Cast.li.session_id,
    "messenger_id": a_messenger,
    "delegation_id": a_delegation,
    "absence_id": an_absence,
    "handover_id": a_handover,
    # accounts
    "account_id": an_account,
    "place_id": lambda things: make_place(things.work, the_account(things)).id,
    "contact_id": lambda things: make_contact(things.work, the_account(things)).id,
    "member_id": lambda things: join(things.work, the_account(things), Cast.ren).id,
    "fact_id": lambda things: make_fact(things.work, the_account(things)).id,
    "intelligence_id": lambda things: make_intelligence(things.work, the_account(things)).id,
    "mapping_id": lambda things: import_mappings.add(as_(things, Cast.li), name="LI's", definition=CLINICS).id,
    "import_id": an_import,
    # attachments
    "attachment_id": lambda things: make_attachment(things.work, account_id=things["account_id"]).id,
    "upload_id": an_upload,
    # sync
    "sync_issue_id": lambda things: make_sync_issue(things.work).id,
    # issues
    "issue_id": lambda things: make_issue(things.work, the_account(things), title="Strangers must not see this").id,
    # opportunities
    "opportunity_id": an_opportunity,
    # decision maps
    "assessment_id": an_assessment,
    "influence_id": an_influence,
    "factor_id": lambda things: make_factor(as_(things, Cast.li), the_opportunity(things)).id,
    # quotes
    "quote_id": a_quote,
    "dossier_item_id": a_dossier_item,
    "revision_id": a_revision,
    "follow_up_id": a_follow_up,
    # visits
    "visit_id": a_visit,
    "objective_id": lambda things: make_objective(things.work, the_visit(things)).id,
    "commitment_id": a_commitment,
    "checklist_id": lambda things: checklists.add(as_(things, Cast.ada), **DEMONSTRATION).id,
    # plans
    "plan_id": a_plan,
    "line_id": a_line,
    # proposals
    "proposal_id": a_proposal,
    # todos
    "list_id": lambda things: a_todo(things).list_id,
    "item_id": lambda things: a_todo(things).id,
    # reminders
    "reminder_id": a_reminder,
    "notice_id": a_notice,
}

FURNISHINGS: tuple[Callable[[Things], object], ...] = (
    a_price_to_decide,
    a_refused_mail,
    lambda things: note(as_(things, Cast.li), Told("lis-phone", pushes=False)),
)

STATES: dict[str, Callable[[Things], object]] = {
    "/accounts/<id:account_id>/restoration": lambda things: the_account(things).delete(things.work.now),
    "/stuck-reminders/<id:reminder_id>/retries": lambda things: refuse(things, things["reminder_id"]),
    "/visits/<id:visit_id>/report": report_the_visit,
}
"""What must have happened to a thing before the addresses with this in them lead anywhere."""

EMPTY_FOR_EVERYBODY: dict[str, str] = {}
"""Lists that are rightly empty for li, mei and ada in a new house (`"GET /api/v1/…": why`)."""

SHARED: dict[str, str] = {
    "GET /api/v1/checklists/<id:checklist_id>": "the steps of a visit are the same for everybody",
    "POST /api/v1/checklists/<id:checklist_id>/revisions": "refused by the role, not by reach",
    "DELETE /api/v1/checklists/<id:checklist_id>": "refused by the role, not by reach",
}
"""Addresses with an id that the whole company may reach (`"GET /api/v1/…": why`)."""

SHARED_PARAMETERS = {"checklist_id"}
"""What these ids stand for is no secret in the company."""

SHARED_IN = {"GET /api/v1/sync": {"user_id"}}
"""What an address may tell everybody of things that are hidden elsewhere: phones know the names of all colleagues."""
