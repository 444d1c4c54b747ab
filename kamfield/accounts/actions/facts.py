"""What can be done with commercial facts. They are learnt, confirmed or retracted, never changed."""

from datetime import date
from typing import Any

from kamfield.accounts import queries
from kamfield.accounts.actions.origin import author_of, faults_in_origin, refuse_faults, refuse_future
from kamfield.accounts.models import Fact
from kamfield.accounts.queries import facts
from kamfield.accounts.rules.facts import FactKind, Source, faults_in, with_unit
from kamfield.core.work import Work


def learn(
    work: Work,
    account_id: str,
    kind: FactKind,
    *,
    observed_on: date | None = None,
    source_kind: Source = Source.OWN,
    source_id: str | None = None,
    id: str | None = None,
    **said: Any,
) -> Fact:
    """A new fact, which takes the place of the one known, unless that one was seen to be so on a later day.

    `said` are the columns of `rules.facts.SAYING`. An import that says what is known already changes nothing.
    """
    account = work.one(queries.by_id(work.user, account_id))
    observed_on, said = observed_on or work.today, with_unit(kind, said)
    refuse_faults([*faults_in(kind, said), *faults_in_origin(work, "observed_on", observed_on, source_kind, source_id)])
    said["subject"] = said.get("subject") or ""
    known = _current(work, account.id, kind, said["subject"])
    if known is not None and source_kind == Source.IMPORT and known.says(said):
        return known
    fact = Fact(
        **({"id": id} if id else {}),
        account_id=account.id,
        kind=kind,
        observed_on=observed_on,
        source_kind=source_kind,
        source_id=source_id,
        author_id=author_of(work),
        **said,
    )
    _take_place(work, fact, known)
    work.act("fact.learn", work.add(fact), kind=kind.value, about=fact.subject)
    return fact


def confirm(work: Work, fact_id: str, on: date | None = None) -> Fact:
    """It is still so: the fact is fresh again."""
    fact = work.one(queries.part_by_id(work.user, Fact, fact_id))
    refuse_future(work, "on", on)
    work.act("fact.confirm", fact, kind=fact.kind, about=fact.subject)
    fact.confirm(author_of(work), on or work.today)
    return fact


def retract(work: Work, fact_id: str, reason: str, version: int | None = None) -> None:
    """It never was so: the fact is gone, and the one it had taken the place of counts again."""
    fact = work.one(queries.part_by_id(work.user, Fact, fact_id), version=version)
    work.act("fact.retract", fact, kind=fact.kind, about=fact.subject, reason=reason)
    fact.delete(work.now)
    if fact.superseded_at is not None:
        return
    work.db.flush()  # only one fact of a kind and subject may count at any moment
    earlier = work.all(facts.same(work.user, fact.account_id, fact.kind, fact.subject))
    if earlier:
        max(earlier, key=lambda each: (each.fresh_on, each.id)).restore()


def bring_together(work: Work, from_id: str, to_id: str) -> None:
    """Gives all facts of one account to another, within the act that merges the two.

    Where both have a current fact of one kind and subject, the fresher one counts and the other becomes history.
    """
    moved = work.all(facts.of_account(work.user, from_id, history=True))
    known = {fact.place: fact for fact in work.all(facts.of_account(work.user, to_id))}
    for fact in moved:
        other = known.get(fact.place)
        if other is not None and fact.superseded_at is None:
            min(fact, other, key=lambda each: each.fresh_on).supersede(work.now)
    work.db.flush()  # only one fact of a kind and subject may count at any moment
    for fact in moved:
        fact.account_id = to_id


def _current(work: Work, account_id: str, kind: FactKind, subject: str) -> Fact | None:
    same = facts.same(work.user, account_id, kind, subject).where(Fact.superseded_at.is_(None))
    return work.db.scalars(same).one_or_none()


def _take_place(work: Work, fact: Fact, known: Fact | None) -> None:
    if known is None:
        return
    if fact.observed_on < known.fresh_on:
        fact.supersede(work.now)
    else:
        known.supersede(work.now)
        work.db.flush()  # only one fact of a kind and subject may count at any moment
