"""Nothing that is attached to an account is left behind when it is merged."""

from kamfield.accounts.models import Account, Finding, ImportDifference, Mark, Tag, kinds
from kamfield.core.journal import Entry
from kamfield.core.rows import Base
from kamfield.wiring import AFTER

MOVED_AT_ONCE = {*kinds(), Account, Entry, ImportDifference}
DERIVED = {Finding, Mark, Tag}  # written anew from what the account then has


def refers_to_an_account(model: type) -> bool:
    table = model.__table__  # type: ignore[attr-defined]
    return "account_id" in table.c or any(key.target_fullname == "accounts.id" for key in table.foreign_keys)


def test_every_table_that_names_an_account_follows_a_merge() -> None:
    naming = {mapper.class_ for mapper in Base.registry.mappers if refers_to_an_account(mapper.class_)}
    moved_later = {kind for reaction in AFTER["account.merge"] for kind in getattr(reaction, "moves", ())}
    forgotten = {model.__name__ for model in naming - MOVED_AT_ONCE - DERIVED - moved_later}
    assert not forgotten, f'add them to a reaction to "account.merge" in kamfield/wiring.py: {sorted(forgotten)}'
