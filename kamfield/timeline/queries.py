"""What can be read of the journal: the told part by whoever sees the client, the whole by who answers for it."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, or_, select

from kamfield.accounts.models import Account
from kamfield.core.journal import Entry
from kamfield.core.work import Actor
from kamfield.timeline.rules.kinds import Kind
from kamfield.timeline.rules.told import verbs_of
from kamfield.users.models import User
from kamfield.users.queries import reached
from kamfield.users.rules import Role

SORTS = {"at": Entry.at}


def merged_ids(account_id: str) -> Select[str]:
    """The ids under which the journal speaks of an account: its own, and those of accounts merged into it."""
    return select(Account.id).where(or_(Account.id == account_id, Account.merged_into_id == account_id))


def told(account_ids: Sequence[str], kind: Kind | None = None) -> Select[Entry]:
    """The acts of an account's timeline."""
    return select(Entry).where(Entry.account_id.in_(account_ids), Entry.verb.in_(verbs_of(kind)))


def names(user_ids: Collection[str]) -> Select[*tuple[Any, ...]]:
    """Id and name of people, reached or not: who sees an act may know whose it was."""
    return select(User.id, User.name).where(User.id.in_(user_ids))


def answered_for(user: Actor) -> Select[Account]:
    """The accounts whose lead a user is, is above or stands in for; all of them for an admin."""
    return select(Account).where(Account.deleted_at.is_(None), reached(user, Account.lead_id))


def visible_to(user: Actor) -> Select[Entry]:
    """The acts a user may look into: all for an admin, else those on the accounts the user answers for."""
    statement = select(Entry)
    if user.role in {Role.ADMIN, "system"}:
        return statement
    return statement.where(Entry.account_id.in_(answered_for(user).with_only_columns(Account.id)))


def matching(
    user: Actor,
    *,
    account_id: str | None = None,
    subject_kind: str | None = None,
    subject_id: str | None = None,
    actor_id: str | None = None,
    verb: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Select[Entry]:
    """Those of an account, a subject, a person, a verb, a span of time (`until` itself is not in it)."""
    wanted = {
        Entry.account_id: account_id,
        Entry.subject_kind: subject_kind,
        Entry.subject_id: subject_id,
        Entry.actor_id: actor_id,
        Entry.verb: verb,
    }
    statement = visible_to(user).where(*(column == value for column, value in wanted.items() if value is not None))
    if since is not None:
        statement = statement.where(Entry.at >= since)
    return statement if until is None else statement.where(Entry.at < until)
