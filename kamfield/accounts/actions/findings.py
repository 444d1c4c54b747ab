"""Keeps accounts findable: whoever changes a name, a code, a tag or a contact calls this in the same transaction."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, insert

from kamfield.accounts.actions.duplicates import keep_marks
from kamfield.accounts.models import Finding, Gram, Tag
from kamfield.accounts.queries import findings as queries
from kamfield.accounts.rules import folding
from kamfield.accounts.rules.phones import searched_phones
from kamfield.core.afterwards import bring_up_to_date
from kamfield.core.work import Work

Pairs = set[tuple[Any, Any]]


def keep_findable(work: Work, account_ids: Sequence[str]) -> None:
    """Brings search texts, grams, tags and the number of contacts of accounts (some hundreds at most) up to date."""
    bring_up_to_date(work, _find_anew, account_ids)


def _find_anew(work: Work, account_ids: Sequence[str]) -> None:
    work.db.flush()  # the lock of the sync clock makes us see what others wrote about the same account
    named = {row.id: row for row in work.db.execute(queries.named(account_ids)) if row.deleted_at is None}
    people: dict[str, list[Any]] = {account_id: [] for account_id in account_ids}
    for person in work.db.execute(queries.people(account_ids)):
        people[person.account_id].append(person)
    known = {finding.account_id: finding for finding in work.all(queries.findings(account_ids))}
    before: Pairs = {pair for finding in known.values() for pair in _grams(finding)}
    for account_id in account_ids:
        finding = known.get(account_id) or known.setdefault(account_id, Finding(account_id=account_id))
        _describe(finding, named.get(account_id), people[account_id])
    work.db.add_all(known.values())
    work.db.flush()
    _exchange(work, Gram, before, {pair for finding in known.values() for pair in _grams(finding)})
    _keep_tags(work, account_ids, named.values())
    keep_marks(work, account_ids)


def _describe(finding: Finding, account: Any, people: Iterable[Any]) -> None:
    people = list(people) if account is not None else []
    own = [account.name, account.code or ""] if account is not None else []
    finding.names = folding.lines(folding.folded(name) for name in (*own, *(one.name for one in people)))
    kept = [number for one in people for number in (one.phone, one.mobile) if number]
    finding.phones = folding.lines(digits for number in kept for digits in searched_phones(number))
    finding.active_contacts = sum(one.active for one in people)


def _grams(finding: Finding) -> Pairs:
    grams = folding.name_grams(finding.names) | folding.phone_grams(finding.phones)
    return {(gram, finding.number) for gram in grams}


def _keep_tags(work: Work, account_ids: Sequence[str], accounts: Iterable[Any]) -> None:
    before = {(row.tag, row.account_id) for row in work.db.execute(queries.tags(account_ids))}
    after = {(folding.folded(tag), account.id) for account in accounts for tag in account.tags}
    _exchange(work, Tag, before, after)


def _exchange(work: Work, kind: type[Gram] | type[Tag], before: Pairs, after: Pairs) -> None:
    """Writes only what differs."""
    text, owner = _COLUMNS[kind]
    for one in {pair[1] for pair in before - after}:
        gone = [pair[0] for pair in before - after if pair[1] == one]
        work.db.execute(delete(kind).where(text.in_(gone), owner == one), execution_options=_PAST_THE_SESSION)
    new = [{text.key: pair[0], owner.key: pair[1]} for pair in sorted(after - before)]
    if new:
        work.db.execute(insert(kind.metadata.tables[kind.__tablename__]), new)


_COLUMNS: Mapping[Any, tuple[Any, Any]] = {Gram: (Gram.gram, Gram.number), Tag: (Tag.tag, Tag.account_id)}
_PAST_THE_SESSION = {"synchronize_session": False}
