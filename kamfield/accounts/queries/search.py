"""Accounts by a fragment of what they are found by: a name, a code, a contact's name, a phone number.

The grams of a rare fragment lead to a few candidates, whose texts are then looked at. A frequent fragment is in so many
accounts that the list is read in its own order, and each text looked at, until the page is full: that is soon.
"""

from typing import Any

from sqlalchemy import ColumnElement, Select, false, or_, select
from sqlalchemy.orm import Session

from kamfield.accounts.models import Account, Finding, Gram
from kamfield.accounts.queries import rarity
from kamfield.accounts.rules.folding import PHONE_MARK, folded, phone_fragment, windows

RARE_ENOUGH = 100  # no need to look for a rarer piece of the fragment
_LAST_LETTER = "\U0010ffff"

Statement = Select[*tuple[Any, ...]]


def found_by(db: Session, statement: Statement, written: str) -> Statement:
    """Those of a statement's accounts whose name, code, contacts or phone numbers contain what was written."""
    name, phone = folded(written), phone_fragment(written)
    if not name:
        return statement.where(false())
    names = Finding.names.contains(name, autoescape=True)
    contains = or_(names, Finding.phones.contains(phone)) if phone else names
    pieces = [_rarest(db, windows(name))]
    if phone:
        pieces.append(_rarest(db, [PHONE_MARK + window for window in windows(phone)]))
    if any(count > rarity.RARE for count, _ in pieces):
        return statement.where(_text_of_the_account(contains))
    numbers = select(Gram.number).where(or_(*(_begins_with(piece) for _, piece in pieces)))
    return statement.where(Account.id.in_(select(Finding.account_id).where(Finding.number.in_(numbers), contains)))


def _rarest(db: Session, pieces: list[str]) -> tuple[int, str]:
    """How often the rarest of the pieces begins a gram (see `rarity`), and that piece."""
    best = (rarity.RARE + 2, "")
    for piece in pieces:
        best = min(best, (rarity.count_some(db, select(Gram.number).where(_begins_with(piece))), piece))
        if best[0] <= RARE_ENOUGH:
            break
    return best


def _begins_with(piece: str) -> ColumnElement[bool]:
    return Gram.gram.between(piece, piece + _LAST_LETTER)


def _text_of_the_account(contains: ColumnElement[bool]) -> ColumnElement[bool]:
    """Looked up account by account, which keeps the engine from reading all texts first."""
    return select(contains).where(Finding.account_id == Account.id).correlate(Account).scalar_subquery().is_(True)
