"""What is known before a quotation is made: collected item by item, and asked for before it is ready."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kamfield.attachments.models import Attachment
from kamfield.core.errors import Fault, Invalid, WrongState
from kamfield.core.texts import N_, Phrase
from kamfield.core.work import Work
from kamfield.policies import queries as policies
from kamfield.policies.rules.codes import DossierItem as Item
from kamfield.quotes import queries
from kamfield.quotes.models import DossierItem, Quote
from kamfield.quotes.models.dossier import DossierIncomplete
from kamfield.quotes.rules.dossier import ITEM_LABELS, ItemState, missing
from kamfield.quotes.rules.states import LABELS, State


@dataclass(frozen=True)
class KnownItem:
    """An item with its files; the columns of the item are its own."""

    row: DossierItem
    required: bool
    files: Sequence[Attachment]

    @property
    def label(self) -> str:
        """What people call it: a text of the catalogues."""
        return ITEM_LABELS[Item(self.row.item)]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.row, name)


@dataclass(frozen=True)
class Dossier:
    """What is known for a quotation, and what is missing."""

    quote_id: str
    missing: list[Item]
    items: list[KnownItem]

    @property
    def complete(self) -> bool:
        """Whether the quotation can be ready."""
        return not self.missing


def shown(work: Work, quote_id: str) -> Dossier:
    """The dossier of a quotation with the files of its items, in two statements."""
    quote = work.one(queries.by_id(work.user, quote_id))
    rows = {row.item: row for row in work.all(queries.dossier_of(quote.id))}
    files: dict[str, list[Attachment]] = {row.id: [] for row in rows.values()}
    for file in work.all(queries.files_of(work.user, files)):
        files[file.subject_id].append(file)
    required = policies.current(work).dossier_items
    items = [KnownItem(rows[one], one in required, files[rows[one].id]) for one in Item if one in rows]
    return Dossier(quote.id, _missing(work, quote), items)


def lay_out(work: Work, quote: Quote, known: Sequence[Mapping[str, Any]]) -> None:
    """Lays out the dossier of a new enquiry, with what the client sent along."""
    sent = {columns["item"]: {"state": ItemState.THERE, **columns} for columns in known}
    for number, columns in enumerate(known):
        _refuse_empty(columns["item"], columns, f"/dossier/{number}")
    for item in Item:
        columns = {"known_on": work.today} | sent[item] if item in sent else {"item": item}
        work.add(DossierItem(quote_id=quote.id, account_id=quote.account_id, **columns))


def collect(work: Work, dossier_item_id: str, version: int | None, **columns: Any) -> DossierItem:
    """Notes what is known of one item. That it is not needed is for a manager above to say."""
    row = work.one(queries.dossier_item_by_id(work.user, dossier_item_id), version=version)
    quote = work.one(queries.by_id(work.user, row.quote_id))
    if columns.get("state") == ItemState.NOT_NEEDED != row.state:
        work.act("quote.waive", quote, item=row.item, number=quote.number)
    else:
        work.act("quote.collect", quote, item=row.item)
    quote.refuse_decided()
    for name, value in columns.items():
        setattr(row, name, value)
    _check(work, quote, row)
    return row


def refuse_incomplete(work: Work, quote: Quote) -> None:
    """A quotation is not made from half an enquiry: the refusal names what is missing, in the reader's language."""
    if gone := _missing(work, quote):
        labels = tuple(Phrase(ITEM_LABELS[item]) for item in gone)
        raise DossierIncomplete(items=labels, members={"missing": [item.value for item in gone]})


def _check(work: Work, quote: Quote, row: DossierItem) -> None:
    if row.state == ItemState.MISSING:
        if quote.state != State.ENQUIRY and row.item in policies.current(work).dossier_items:
            raise WrongState(state=Phrase(LABELS[State(quote.state)]))
        row.known_on = None
        return
    row.known_on = row.known_on or work.today
    has_files = bool(work.all(queries.files_of(work.user, [row.id]).limit(1)))
    known = {"note": row.note, "sample_which": row.sample_which, "sample_where": row.sample_where}
    _refuse_empty(row.item, known | {"state": row.state}, "", has_files=has_files)


def _refuse_empty(item: str, known: Mapping[str, Any], place: str, *, has_files: bool = False) -> None:
    """A tick alone tells nobody anything: a note or a file, of a sample which one and where it is."""
    wanted = ["note"] if not known.get("note") and not has_files else []
    if item == Item.SAMPLE and known.get("state") != ItemState.NOT_NEEDED:
        wanted = [name for name in ("sample_which", "sample_where") if not known.get(name)]
    if wanted:
        text = N_("Say here what is known, or attach a file to the item.")
        raise Invalid([Fault("nothing-known", text, f"{place}/{name}") for name in wanted])


def _missing(work: Work, quote: Quote) -> list[Item]:
    states = {row.item: row.state for row in work.all(queries.dossier_of(quote.id))}
    return missing(states, policies.current(work).dossier_items)
