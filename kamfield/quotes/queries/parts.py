"""What belongs to one quotation that the caller has already found: lines, dossier, files."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Select, select

from kamfield.accounts.models import Account, Contact
from kamfield.attachments import queries as attachments
from kamfield.attachments.models import Attachment
from kamfield.core.work import Actor
from kamfield.policies.rules.codes import DossierItem as Item
from kamfield.quotes.models import DossierItem, Quote, QuoteLine, Reply, Revision
from kamfield.quotes.queries.quotes import visible_to
from kamfield.quotes.rules.dossier import ItemState
from kamfield.quotes.rules.states import State

REVISION_SORTS = {"revision": Revision.revision}
REPLY_SORTS = {"replied_on": Reply.replied_on}
SUBJECT = "dossier_item"  # what photos and files of a dossier are attached to


def lines_of(quote_id: str, revision: int) -> Select[QuoteLine]:
    """The lines of one revision, in their order."""
    return lines_ever(quote_id, revision).where(QuoteLine.deleted_at.is_(None))


def lines_ever(quote_id: str, revision: int) -> Select[QuoteLine]:
    """The same with those that were taken away."""
    mine = select(QuoteLine).where(QuoteLine.quote_id == quote_id, QuoteLine.revision == revision)
    return mine.order_by(QuoteLine.position, QuoteLine.id)


def revisions_of(quote_id: str) -> Select[Revision]:
    """The earlier revisions of a quotation."""
    return select(Revision).where(Revision.quote_id == quote_id, Revision.deleted_at.is_(None))


def revision_of(quote_id: str, revision: int) -> Select[Revision]:
    """One of them."""
    return revisions_of(quote_id).where(Revision.revision == revision)


def revision_by_id(user: Actor, revision_id: str) -> Select[Revision]:
    """An earlier revision of a quotation that the user sees."""
    seen = visible_to(user, Quote).with_only_columns(Quote.id)
    return select(Revision).where(
        Revision.id == revision_id, Revision.deleted_at.is_(None), Revision.quote_id.in_(seen)
    )


def replies_to(quote_id: str) -> Select[Reply]:
    """What the client said about a quotation."""
    return select(Reply).where(Reply.quote_id == quote_id, Reply.deleted_at.is_(None))


def dossier_of(quote_id: str) -> Select[DossierItem]:
    """The dossier of a quotation; at most one row for each kind of item."""
    return select(DossierItem).where(DossierItem.quote_id == quote_id, DossierItem.deleted_at.is_(None))


def dossier_item_by_id(user: Actor, dossier_item_id: str) -> Select[DossierItem]:
    """One item of the dossier of a quotation that the user sees."""
    seen = visible_to(user, Quote).with_only_columns(Quote.id)
    wanted = select(DossierItem).where(DossierItem.id == dossier_item_id, DossierItem.deleted_at.is_(None))
    return wanted.where(DossierItem.quote_id.in_(seen))


def files_of(user: Actor, dossier_item_ids: Collection[str]) -> Select[Attachment]:
    """The photos and files of these items, in the order in which they came."""
    mine = attachments.matching(user, subject_kind=SUBJECT).where(Attachment.subject_id.in_(dossier_item_ids))
    return mine.order_by(Attachment.created_at, Attachment.id)


def account_of(quote: Quote) -> Select[Account]:
    """Whose quotation it is: who sees the quotation may know, also without the account in reach."""
    return select(Account).where(Account.id == quote.account_id)


def contact_of(quote: Quote) -> Select[Contact]:
    """To whom it goes, also when they have left."""
    return select(Contact).where(Contact.id == quote.contact_id)


def dossier_items_missing(owner_id: str, required: Sequence[Item]) -> Select[*tuple[Any, ...]]:
    """What is missing in somebody's enquiries: `(source_id, number, what, item, account_id, asked_at)`, oldest first.

    Without asking for reach: for the lists of the owner.
    """
    columns = (
        DossierItem.id.label("source_id"),
        Quote.number,
        Quote.title.label("what"),
        DossierItem.item,
        Quote.account_id,
        Quote.created_at.label("asked_at"),
    )
    mine = select(*columns).join(Quote, Quote.id == DossierItem.quote_id).where(Quote.owner_id == owner_id)
    asked = mine.where(Quote.state == State.ENQUIRY, Quote.deleted_at.is_(None), DossierItem.item.in_(required))
    gone = DossierItem.state == ItemState.MISSING, DossierItem.deleted_at.is_(None)
    return asked.where(*gone).order_by(Quote.created_at, DossierItem.id)
