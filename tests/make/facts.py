"""What is known of accounts, valid and ready: every column may be named, none must be."""

from dataclasses import replace
from typing import Any

from kamfield.accounts.actions import facts, intelligence
from kamfield.accounts.models import Account, Fact, Intelligence
from kamfield.accounts.rules.facts import FactKind
from kamfield.accounts.rules.intelligence import IntelligenceKind
from kamfield.core.work import Work
from tests.cast import Cast, Person


def make_fact(
    work: Work,
    account: Account,
    kind: FactKind = FactKind.PAYMENT_TERM,
    author: Person = Cast.li,
    **columns: Any,
) -> Fact:
    """A fact that `author` learnt: unless more is said, the payment term."""
    said = columns if columns.keys() & {"text", "amount", "subject", "due_on"} else {"text": "30 days net"} | columns
    fact = facts.learn(replace(work, user=author.actor), account.id, kind, **said)
    work.db.flush()
    return fact


def make_intelligence(
    work: Work,
    account: Account,
    kind: IntelligenceKind = IntelligenceKind.NEED,
    author: Person = Cast.li,
    **columns: Any,
) -> Intelligence:
    """A piece of intelligence that `author` noted."""
    columns.setdefault("text", "A second source before the new line starts")
    columns.setdefault("name", "Nordlager")
    piece = intelligence.add(replace(work, user=author.actor), account.id, kind, **columns)
    work.db.flush()
    return piece
