"""What can be read of imports, and what an import looks up for some hundred rows at once."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, delete, or_, select
from sqlalchemy.sql.dml import Delete

from kamfield.accounts.models import Account, Contact, Fact, Place
from kamfield.accounts.models.imports import (
    Import,
    ImportDifference,
    ImportFinding,
    Portion,
    SavedMapping,
    SeenCode,
)
from kamfield.accounts.queries.reach import visible_to as accounts_visible_to
from kamfield.core.work import Actor
from kamfield.users.models import User
from kamfield.users.queries import managers_above, reached
from kamfield.users.queries import visible_to as users_visible_to

SORTS = {"created_at": Import.created_at}
FINDING_SORTS = {"row": ImportFinding.row}
DIFFERENCE_SORTS = {"row": ImportDifference.row}
MAPPING_SORTS = {"name": SavedMapping.name}


def visible_to(user: Actor) -> Select[Import]:
    """One's own imports and those of people one reaches."""
    return select(Import).where(reached(user, Import.user_id))


def by_id(user: Actor, import_id: str) -> Select[Import]:
    """One of them."""
    return visible_to(user).where(Import.id == import_id)


def findings(import_id: str, severity: str | None = None) -> Select[ImportFinding]:
    """What was found in the rows of an import that the caller has read."""
    statement = select(ImportFinding).where(ImportFinding.import_id == import_id)
    return statement if severity is None else statement.where(ImportFinding.severity == severity)


def differences(import_id: str) -> Select[ImportDifference]:
    """What an import that the caller has read changes."""
    return select(ImportDifference).where(ImportDifference.import_id == import_id)


def mappings(user: Actor) -> Select[SavedMapping]:
    """One's own mappings, those of people above and below, and those shared with the whole company."""
    above = SavedMapping.user_id.in_(managers_above(user.id))
    statement = select(SavedMapping).where(SavedMapping.deleted_at.is_(None))
    return statement.where(or_(reached(user, SavedMapping.user_id), above, SavedMapping.shared))


def mapping_by_id(user: Actor, mapping_id: str) -> Select[SavedMapping]:
    """One of them."""
    return mappings(user).where(SavedMapping.id == mapping_id)


def mapping_named(user: Actor, name: str) -> Select[SavedMapping]:
    """The one with a name."""
    return mappings(user).where(SavedMapping.name == name).order_by(SavedMapping.created_at)


def portion(import_id: str, number: int) -> Select[bytes]:
    """The packed rows of one portion."""
    return select(Portion.packed).where(Portion.import_id == import_id, Portion.number == number)


def seen(import_id: str, codes: Collection[str]) -> Select[*tuple[Any, ...]]:
    """`(code, row)` of the codes an import has met already."""
    return select(SeenCode.code, SeenCode.row).where(SeenCode.import_id == import_id, SeenCode.code.in_(codes))


def leftovers(import_id: str) -> tuple[Delete, Delete]:
    """What an import leaves behind that nobody needs when it is over."""
    return (
        delete(Portion).where(Portion.import_id == import_id),
        delete(SeenCode).where(SeenCode.import_id == import_id),
    )


def coded(codes: Collection[str]) -> Select[Account]:
    """The living and the merged accounts with these codes, whoever reaches them; the living ones last."""
    wanted = or_(Account.deleted_at.is_(None), Account.merged_into_id.is_not(None))
    return select(Account).where(Account.code.in_(codes), wanted).order_by(Account.deleted_at.is_(None))


def reached_of(user: Actor, account_ids: Collection[str]) -> Select[str]:
    """Those of the accounts that the user reaches."""
    return accounts_visible_to(user).where(Account.id.in_(account_ids)).with_only_columns(Account.id)


def lead_names(account_ids: Collection[str]) -> Select[*tuple[Any, ...]]:
    """`(account id, name of its lead)`: whom to ask about accounts out of reach."""
    return select(Account.id, User.name).join(User, User.id == Account.lead_id).where(Account.id.in_(account_ids))


def survivors(user: Actor, account_ids: Collection[str]) -> Select[Account]:
    """The accounts that merged ones went into, as far as the user reaches them."""
    return accounts_visible_to(user).where(Account.id.in_(account_ids))


def places_of(account_ids: Collection[str]) -> Select[Place]:
    """The places of accounts, the main one last."""
    living = Place.deleted_at.is_(None)
    return select(Place).where(Place.account_id.in_(account_ids), living).order_by(Place.is_main, Place.id.desc())


def contacts_of(account_ids: Collection[str]) -> Select[Contact]:
    """The contacts of accounts, the oldest first."""
    return select(Contact).where(Contact.account_id.in_(account_ids), Contact.deleted_at.is_(None)).order_by(Contact.id)


def facts_of(account_ids: Collection[str]) -> Select[Fact]:
    """The facts of accounts that count now."""
    counting = (Fact.deleted_at.is_(None), Fact.superseded_at.is_(None))
    return select(Fact).where(Fact.account_id.in_(account_ids), *counting)


def parents(account_ids: Collection[str]) -> Select[*tuple[Any, ...]]:
    """`(id, parent id)` of accounts that have a parent: one level of the way up, for the rule against circles."""
    return select(Account.id, Account.parent_id).where(Account.id.in_(account_ids), Account.parent_id.is_not(None))


def leads(user: Actor, emails: Collection[str]) -> Select[User]:
    """The active users with these addresses whom the user reaches."""
    return users_visible_to(user).where(User.email.in_(emails), User.active)
