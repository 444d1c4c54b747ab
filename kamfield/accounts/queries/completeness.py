"""What is known of clients, and what is missing or stale by the measure of their tier."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, func, or_, select

from kamfield.accounts.models import Account, Contact, Fact, Intelligence, Place
from kamfield.accounts.rules import FEW_CONTACTS, Layer
from kamfield.accounts.rules.completeness import Completeness, Held, Requirement, judge, required_of
from kamfield.core.work import Work
from kamfield.policies import queries as policies

Known = dict[str, dict[str, list[Held]]]  # account id → code → what is held
Rows = Select[*tuple[Any, ...]]


def gaps(work: Work, accounts: Sequence[Account]) -> dict[str, Completeness]:
    """By account id, what is missing and stale today. Four statements, however many accounts (some hundred at most)."""
    known = _known(work, accounts)
    return {
        account.id: judge(expected(work, account), known[account.id], work.today, _known_since(work, account))
        for account in accounts
    }


def expected(work: Work, account: Account) -> tuple[Requirement, ...]:
    """What is required of an account, by the company's policy of how long a fact is fresh."""
    return required_of(account.tier, policies.current(work).fact_fresh_days)


def _known_since(work: Work, account: Account) -> date:
    return account.created_at.astimezone(work.user.zone).date()


def _known(work: Work, accounts: Sequence[Account]) -> Known:
    known: Known = defaultdict(lambda: defaultdict(list))
    ids = [account.id for account in accounts]
    for account in accounts:
        if account.industry:
            known[account.id]["account.industry"].append(Held())
    for row in work.db.execute(_facts(ids)):
        fresh_on = max(row.observed_on, row.confirmed_on or row.observed_on)
        known[row.account_id][f"fact.{row.kind}"].append(Held(row.subject, fresh_on, row.due_on, row.id))
    for row in work.db.execute(_intelligence(ids)):
        fresh_on = max(row.noted_on, row.confirmed_on or row.noted_on)
        known[row.account_id][f"intelligence.{row.kind}"].append(Held(fresh_on=fresh_on))
    for row in (*work.db.execute(_contacts(ids)), *work.db.execute(_places(ids))):
        for code, there in _counted(row).items():
            if there:
                known[row.account_id][code].append(Held())
    return known


def _counted(row: Any) -> dict[str, bool]:
    counts = row._mapping
    if "points" in counts:
        return {"place.main": row.main > 0, "place.point": row.points > 0}
    return {
        "contacts.three": row.active >= FEW_CONTACTS,
        "contact.decider": row.deciders > 0,
        "contact.reachable": row.reachable > 0,
    }


def _facts(ids: Sequence[str]) -> Rows:
    columns = (
        Fact.id,
        Fact.account_id,
        Fact.kind,
        Fact.subject,
        Fact.observed_on,
        Fact.confirmed_on,
        Fact.due_on,
    )
    current = (Fact.superseded_at.is_(None), Fact.deleted_at.is_(None))
    return select(*columns).where(Fact.account_id.in_(ids), *current).order_by(Fact.kind, Fact.subject_key)


def _intelligence(ids: Sequence[str]) -> Rows:
    """The days each kind was last heard of and last confirmed, among what still holds."""
    seen = (
        func.max(Intelligence.noted_on).label("noted_on"),
        func.max(Intelligence.confirmed_on).label("confirmed_on"),
    )
    holds = (Intelligence.closed_on.is_(None), Intelligence.deleted_at.is_(None))
    statement = select(Intelligence.account_id, Intelligence.kind, *seen)
    return statement.where(Intelligence.account_id.in_(ids), *holds).group_by(
        Intelligence.account_id, Intelligence.kind
    )


def _contacts(ids: Sequence[str]) -> Rows:
    there = (Contact.active, Contact.deleted_at.is_(None))
    decides = Contact.layer == Layer.DECIDER
    reachable = or_(*(column.is_not(None) for column in (Contact.phone, Contact.mobile, Contact.email)))
    counted = (
        func.count().label("active"),
        func.count().filter(decides).label("deciders"),
        func.count().filter(reachable).label("reachable"),
    )
    return select(Contact.account_id, *counted).where(Contact.account_id.in_(ids), *there).group_by(Contact.account_id)


def _places(ids: Sequence[str]) -> Rows:
    main = (Place.is_main, Place.deleted_at.is_(None))
    counted = (func.count().label("main"), func.count(Place.latitude).label("points"))
    return select(Place.account_id, *counted).where(Place.account_id.in_(ids), *main).group_by(Place.account_id)
