"""What is known of a client that the caller has already found; every statement has its own limit."""

from datetime import date
from typing import Any

from sqlalchemy import Select, and_, func, select

from kamfield.accounts.models import Account, Contact, Fact, Intelligence, Place
from kamfield.accounts.queries import by_id as account_by_id
from kamfield.accounts.rules.intelligence import IntelligenceKind
from kamfield.core.made_once import made_once
from kamfield.core.work import Actor
from kamfield.days.rules.brief import (
    MOST_COMPETITORS,
    MOST_FACTS,
    MOST_OPPORTUNITIES,
    MOST_PEOPLE,
    MOST_PLACES,
    MOST_REPORTS,
)
from kamfield.decision_maps.models import Assessment
from kamfield.opportunities.models import Opportunity
from kamfield.opportunities.queries import open_of
from kamfield.users.models import User
from kamfield.visits.models import Objective, Report, Visit, VisitContact

Rows = Select[*tuple[Any, ...]]


@made_once
def account(user: Actor, account_id: str) -> Rows:
    """The client, and who leads it."""
    columns = (
        Account.id,
        Account.name,
        Account.code,
        Account.tier,
        Account.status,
        Account.relationship,
        Account.industry,
        Account.last_visited_on,
        Account.created_at,
        User.name.label("lead_name"),
    )
    return account_by_id(user, account_id).join(User, User.id == Account.lead_id).with_only_columns(*columns)


@made_once
def places(account_id: str) -> Rows:
    """Where it is, the main place first."""
    columns = (Place.id, Place.label, Place.address, Place.city, Place.latitude, Place.longitude, Place.visiting_hours)
    living = select(*columns).where(Place.account_id == account_id, Place.deleted_at.is_(None))
    return living.order_by(Place.is_main.desc(), Place.created_at, Place.id).limit(MOST_PLACES)


@made_once
def people(user: Actor, account_id: str, met_since: date) -> Rows:
    """Who works there, whom we met last first; `times_met` and `last_met_on` count visits of the client since a day.

    Each comes as often as somebody assessed them for one of the opportunities that are shown.
    """
    known = _people(account_id, met_since).subquery()
    shown = open_of(user, account_id=account_id).with_only_columns(Opportunity.id).limit(MOST_OPPORTUNITIES)
    current = (Assessment.superseded_at.is_(None), Assessment.deleted_at.is_(None))
    assessed = and_(Assessment.contact_id == known.c.id, Assessment.opportunity_id.in_(shown), *current)
    columns = (Assessment.opportunity_id, Assessment.buying_role, Assessment.support, Assessment.assessed_on)
    named = (*columns, Opportunity.name.label("opportunity_name"))
    held = select(*known.c, *named).select_from(known).outerjoin(Assessment, assessed)
    told = held.outerjoin(Opportunity, Opportunity.id == Assessment.opportunity_id)
    latest_first = (known.c.last_met_on.is_(None), known.c.last_met_on.desc(), known.c.name_key, known.c.id)
    return told.order_by(*latest_first, Assessment.assessed_on.desc(), Assessment.id)


def _people(account_id: str, met_since: date) -> Rows:
    met = (
        select(VisitContact.contact_id, func.count().label("times_met"), func.max(Visit.day).label("last_met_on"))
        .join(Visit, Visit.id == VisitContact.visit_id)
        .where(Visit.account_id == account_id, Visit.day >= met_since, Visit.deleted_at.is_(None))
        .where(VisitContact.attended.is_(True), VisitContact.deleted_at.is_(None))
        .group_by(VisitContact.contact_id)
        .subquery()
    )
    columns = (
        Contact.id,
        Contact.name,
        Contact.name_key,
        Contact.title,
        Contact.department,
        Contact.layer,
        Contact.mobile,
        Contact.phone,
    )
    there = select(*columns, func.coalesce(met.c.times_met, 0).label("times_met"), met.c.last_met_on)
    known = there.outerjoin(met, met.c.contact_id == Contact.id).where(Contact.account_id == account_id)
    active = known.where(Contact.active, Contact.deleted_at.is_(None))
    return active.order_by(met.c.last_met_on.is_(None), met.c.last_met_on.desc(), Contact.name_key, Contact.id).limit(
        MOST_PEOPLE
    )


@made_once
def last_reports(account_id: str) -> Rows:
    """The last reports that were handed in, each as often as its visit had objectives; never their internal part."""
    latest = (
        select(Report.id, Report.visit_id, Report.submitted_at)
        .where(Report.account_id == account_id, Report.submitted_at.is_not(None), Report.deleted_at.is_(None))
        .order_by(Report.created_at.desc(), Report.id.desc())
        .limit(MOST_REPORTS)
        .subquery()
    )
    columns = (
        Report.id,
        Report.visit_id,
        Report.outcome,
        Report.minutes_shared,
        Report.needs,
        Report.competitors,
        Report.next_step,
        Report.next_step_on,
        Visit.day,
        Visit.form,
        User.name.label("rep_name"),
        Objective.id.label("objective_id"),
        Objective.client_action,
        Objective.due_on,
        Objective.result,
        Objective.result_note,
    )
    told = select(*columns).join(latest, latest.c.id == Report.id).join(Visit, Visit.id == Report.visit_id)
    joined = told.join(User, User.id == Report.rep_id).outerjoin(
        Objective, (Objective.visit_id == Report.visit_id) & Objective.deleted_at.is_(None)
    )
    return joined.order_by(Visit.day.desc(), Report.id.desc(), Objective.id)


@made_once
def facts(account_id: str) -> Rows:
    """What is known of its business now."""
    columns = (
        Fact.id,
        Fact.version,
        Fact.kind,
        Fact.subject,
        Fact.amount,
        Fact.unit,
        Fact.currency,
        Fact.text,
        Fact.due_on,
        Fact.observed_on,
        Fact.confirmed_on,
    )
    current = (Fact.superseded_at.is_(None), Fact.deleted_at.is_(None))
    known = select(*columns).where(Fact.account_id == account_id, *current)
    return known.order_by(Fact.kind, Fact.subject_key, Fact.id).limit(MOST_FACTS)


@made_once
def competitors(account_id: str) -> Rows:
    """Who else sells there, the latest news first."""
    columns = (
        Intelligence.id,
        Intelligence.name,
        Intelligence.product,
        Intelligence.price,
        Intelligence.service,
        Intelligence.strength,
        Intelligence.weakness,
        Intelligence.text,
        Intelligence.noted_on,
    )
    held = select(*columns).where(Intelligence.account_id == account_id, Intelligence.deleted_at.is_(None))
    there = held.where(Intelligence.kind == IntelligenceKind.COMPETITOR, Intelligence.closed_on.is_(None))
    return there.order_by(Intelligence.noted_on.desc(), Intelligence.id).limit(MOST_COMPETITORS)
