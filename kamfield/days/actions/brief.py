"""What to know at a client's door, in one piece: thirteen statements, whatever lies behind."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from itertools import groupby
from typing import Any

from kamfield.accounts.rules.completeness import required_of
from kamfield.core.prepared import rows_of
from kamfield.core.work import Work
from kamfield.days.actions.day import some
from kamfield.days.queries import brief as queries
from kamfield.days.queries import brief_open
from kamfield.days.rules.brief import (
    MET_WITHIN_DAYS,
    SAID_PER_QUOTE,
    Brief,
    KnownPerson,
    OpenOpportunity,
    OpenQuote,
    ReportOfVisit,
    SaidOfQuote,
    facts_to_ask_for,
    payment_of,
    to_ask,
)
from kamfield.days.rules.day import Some
from kamfield.opportunities.rules.gates import Reply, Said
from kamfield.policies import queries as policies


def brief_of(work: Work, account_id: str) -> Brief:
    """A client whom the caller reaches. What is confidential is not in it, so reading it leaves no trace."""
    account = work.row(queries.account(work.user, account_id))
    facts = rows_of(work.db, queries.facts(account_id))
    required = required_of(account.tier, policies.current(work).fact_fresh_days)
    known_since = account.created_at.astimezone(work.user.zone).date()
    gaps = facts_to_ask_for(required, facts, work.today, known_since)
    return Brief(
        account=account,
        places=rows_of(work.db, queries.places(account_id)),
        people=_people(work, account_id),
        reports=_reports(work, account_id),
        commitments=some(work, brief_open.open_commitments(work.user, account_id)),
        issues=some(work, brief_open.open_issues(work.user, account_id)),
        quotes=_quotes(work, account_id),
        opportunities=_opportunities(work, account_id),
        payment=payment_of(facts, work.today),
        facts_to_confirm=gaps.stale,
        facts_to_learn=gaps.missing,
        competitors=rows_of(work.db, queries.competitors(account_id)),
    )


def _people(work: Work, account_id: str) -> list[KnownPerson]:
    since = work.today - timedelta(days=MET_WITHIN_DAYS)
    rows = rows_of(work.db, queries.people(work.user, account_id, since))
    told = []
    for _, found in groupby(rows, lambda row: row.id):
        of_one = list(found)
        told.append(KnownPerson(of_one[0], [row for row in of_one if row.opportunity_id is not None]))
    return told


def _reports(work: Work, account_id: str) -> list[ReportOfVisit]:
    rows = rows_of(work.db, queries.last_reports(account_id))
    told = []
    for _, found in groupby(rows, lambda row: row.id):
        of_one = list(found)
        told.append(ReportOfVisit(of_one[0], [row for row in of_one if row.objective_id is not None]))
    return told


def _quotes(work: Work, account_id: str) -> Some:
    found = some(work, brief_open.open_quotes(work.user, account_id))
    told: dict[str, list[SaidOfQuote]] = defaultdict(list)
    if found.items:
        for row in work.db.execute(brief_open.said_of([one.id for one in found.items])):
            on = row.day or row.at.astimezone(work.user.zone).date()
            told[row.quote_id].append(SaidOfQuote(on, row.said, row.next_on))
    return Some(found.count, [OpenQuote(one, told[one.id][:SAID_PER_QUOTE]) for one in found.items])


def _opportunities(work: Work, account_id: str) -> Some:
    found = some(work, brief_open.open_opportunities(work.user, account_id))
    answers: dict[str, dict[str, Said]] = defaultdict(dict)
    if found.items:
        for row in work.db.execute(brief_open.answers([one.id for one in found.items])):
            answers[row.opportunity_id][row.question] = Said(Reply(row.reply), row.answered_on)
    return Some(found.count, _with_questions(work, found.items, answers))


def _with_questions(
    work: Work, opportunities: Sequence[Any], answers: dict[str, dict[str, Said]]
) -> list[OpenOpportunity]:
    return [
        OpenOpportunity(
            one,
            to_ask(
                one.status,
                answers[one.id],
                opened_on=one.created_at.astimezone(work.user.zone).date(),
                today=work.today,
                fresh_days=policies.current(work).answer_fresh_days,
            ),
        )
        for one in opportunities
    ]
