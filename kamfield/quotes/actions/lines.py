"""What a quotation offers: its lines, set as a whole, and what they come to."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from kamfield.core.errors import Fault, Invalid
from kamfield.core.texts import N_
from kamfield.core.work import Work
from kamfield.policies import queries as policies
from kamfield.quotes import queries
from kamfield.quotes.models import Quote, QuoteLine
from kamfield.quotes.models.lines import OFFER
from kamfield.quotes.rules.money import LARGEST_TOTAL, cost


def set_lines(work: Work, quote_id: str, version: int | None, lines: Sequence[dict[str, Any]]) -> Quote:
    """These lines, in this order, and no others."""
    quote = work.one(queries.by_id(work.user, quote_id), version=version)
    work.act("quote.set_lines", quote)
    quote.refuse_sent()
    write(work, quote, lines)
    return quote


def write(work: Work, quote: Quote, lines: Sequence[dict[str, Any]]) -> None:
    """Writes the lines of the present revision; a line that is sent again by its id stays the same line."""
    _refuse_doubles(lines)
    known = {line.id: line for line in work.all(queries.lines_ever(quote.id, quote.revision))}
    before = _price_of(line for line in known.values() if line.deleted_at is None)
    tax = policies.current(work).tax_percent
    kept = [_written(work, quote, known, number, {"tax_percent": tax} | sent) for number, sent in enumerate(lines, 1)]
    for line in known.values():
        if line not in kept and line.deleted_at is None:
            line.delete(work.now)
    quote.line_edits += 1
    reckon(quote, kept)
    if _price_of(kept) != before:
        quote.reprice()


def reckon(quote: Quote, lines: Sequence[QuoteLine]) -> None:
    """Works out every line in the quotation's currency, and the totals."""
    faults = []
    for number, line in enumerate(lines):
        found = cost(line, quote.currency)
        line.cost(found)
        if found.net + found.tax > LARGEST_TOTAL:
            text = N_("The total is larger than any amount may be.")
            faults.append(Fault("too-large", text, f"/lines/{number}/quantity"))
    if faults:
        raise Invalid(faults)
    quote.total(lines)


def _written(work: Work, quote: Quote, known: dict[str, QuoteLine], position: int, sent: dict[str, Any]) -> QuoteLine:
    line = known.get(sent.get("id", ""))
    if line is None:
        return work.add(QuoteLine(quote_id=quote.id, revision=quote.revision, position=position, **sent))
    line.position, line.deleted_at = position, None
    for name in OFFER:
        if name in sent:
            setattr(line, name, sent[name])
    return line


def _price_of(lines: Any) -> list[tuple[Decimal, ...]]:
    return sorted(line.priced_as for line in lines)


def _refuse_doubles(lines: Sequence[dict[str, Any]]) -> None:
    seen: set[str] = set()
    for number, sent in enumerate(lines):
        if sent.get("id") in seen:
            raise Invalid([Fault("twice", N_("This line stands here twice."), f"/lines/{number}/id")])
        seen |= {sent["id"]} if "id" in sent else set()
