"""What can be done with an account as such; one function per verb."""

from datetime import datetime
from typing import Any

from kamfield.accounts import queries
from kamfield.accounts.actions import contacts, places
from kamfield.accounts.actions.duplicates import refuse_lookalikes
from kamfield.accounts.actions.findings import keep_findable
from kamfield.accounts.models import Account, Member, Part, kinds
from kamfield.accounts.queries import accounts as lists
from kamfield.accounts.rules import MOST_LEVELS, MemberRole
from kamfield.accounts.rules.lookalikes import Sketch
from kamfield.core.errors import Problem, invalid
from kamfield.core.texts import N_
from kamfield.core.work import Work
from kamfield.users import queries as users
from kamfield.users.models import User

FOUND_BY = {"name", "code", "tags"}


class HasBranches(Problem):
    """Other accounts name this one as their parent."""

    status = 409
    title = N_("This account has branches")
    detail = N_("Other accounts belong to this one. Give them another parent first.")


def add(
    work: Work,
    *,
    lead_id: str | None = None,
    parent_id: str | None = None,
    tier: str | None = None,
    place: dict[str, Any] | None = None,
    contact: dict[str, Any] | None = None,
    confirmed_new: bool = True,
    **columns: Any,
) -> Account:
    """A new account. Whoever adds it leads it unless a lead is named; a tier is for those who decide about tiers.

    `place` and `contact` are the first ones, as their own `add` takes them. Unless it is `confirmed_new`, an account
    that looks like another one is refused with the candidates.
    """
    if not confirmed_new:
        refuse_lookalikes(work, _sketch(columns, place or {}, contact or {}))
    lead = named_lead(work, "/lead_id", lead_id or work.user.id)
    account = work.add(Account(lead_id=lead.id, tier=tier, **columns))
    work.act("account.add", account)
    if tier is not None:
        work.act("account.set_tier", account, tier=tier)
    _belong_to(work, account, parent_id)
    work.db.flush()
    work.add(Member(account_id=account.id, user_id=lead.id, role=MemberRole.LEAD))
    keep_findable(work, [account.id])
    if place:
        places.add(work, account.id, **place)
    if contact:
        contacts.add(work, account.id, **contact)
    return account


def change(work: Work, account_id: str, version: int | None = None, **columns: Any) -> Account:
    """Other names, codes, words; not the tier and not the lead, which somebody has to decide."""
    account = work.one(queries.to_change(work.user, account_id), version=version)
    work.act("account.change", account)
    if "parent_id" in columns:
        _belong_to(work, account, columns.pop("parent_id"))
    for name, value in columns.items():
        setattr(account, name, value)
    if FOUND_BY & columns.keys():
        keep_findable(work, [account.id])
    return account


def set_tier(work: Work, account_id: str, *, tier: str | None, reason: str, version: int | None = None) -> Account:
    """Decides how much a client matters."""
    account = work.one(queries.by_id(work.user, account_id), version=version)
    work.act("account.set_tier", account, tier=tier, was=account.tier, reason=reason)
    account.tier = tier
    return account


def delete(work: Work, account_id: str, version: int | None = None) -> None:
    """Takes an account out of the archive with everything that belongs to it; `restore` brings all of it back."""
    account = work.one(queries.by_id(work.user, account_id), version=version)
    work.act("account.delete", account)
    if work.db.scalar(lists.branches_of(account.id).limit(1)):
        raise HasBranches
    for part in _parts_living_until(work, account.id, None):
        part.delete(work.now)
    account.delete(work.now)
    keep_findable(work, [account.id])


def restore(work: Work, account_id: str) -> Account:
    """Brings a deleted account back, and what was deleted with it."""
    account = work.one(queries.deleted_by_id(work.user, account_id))
    work.act("account.restore", account)
    for part in _parts_living_until(work, account.id, account.deleted_at):
        part.deleted_at = None
    account.restore()
    keep_findable(work, [account.id])
    return account


def _sketch(columns: dict[str, Any], place: dict[str, Any], contact: dict[str, Any]) -> Sketch:
    """What is compared with the accounts that are there."""
    phones = tuple(contact[name] for name in ("phone", "mobile") if contact.get(name))
    points = (place["point"],) if place.get("point") else ()
    return Sketch(columns["name"], columns.get("code"), phones, points)


def named_lead(work: Work, pointer: str, user_id: str) -> User:
    """Somebody who may be given an account: active, and reached by whoever gives it."""
    lead = work.referred(pointer, users.by_id(work.user, user_id))
    if not lead.active:
        raise invalid(pointer, "not-active", N_("This user is not active."))
    return lead


def _belong_to(work: Work, account: Account, parent_id: str | None) -> None:
    """Makes it a branch of another account, never of itself or of one of its own branches."""
    if parent_id is not None:
        work.referred("/parent_id", queries.by_id(work.user, parent_id))
    account.parent_id = parent_id
    work.db.flush()
    above, level = parent_id, 0
    while above is not None and (level := level + 1):
        if above == account.id or level > MOST_LEVELS:
            raise invalid(
                "/parent_id",
                "circular-parents",
                N_("The other account belongs to this one already, so it cannot be its parent."),
            )
        above = work.db.scalar(lists.parent_of(above))


def _parts_living_until(work: Work, account_id: str, deleted_at: datetime | None) -> list[Part]:
    return [part for kind in kinds() for part in work.all(queries.parts_until(account_id, kind, deleted_at))]
