"""A quotation on paper: read in a constant number of statements, said in one language."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_decimal

from kamfield.accounts.queries.places import main_of
from kamfield.core.papers.paper import Column, Paper, Row, Sum
from kamfield.core.texts import N_, translate
from kamfield.core.work import Work
from kamfield.policies import queries as policies
from kamfield.quotes import queries
from kamfield.quotes.models import Quote, QuoteLine, Revision
from kamfield.quotes.rules.money import smallest_unit, totals
from kamfield.quotes.rules.numbers import reference
from kamfield.quotes.rules.states import WRITABLE
from kamfield.users import queries as users


@dataclass(frozen=True)
class _Voice:
    """Says texts, days and numbers as people of one language write them."""

    locale: str
    currency: str

    def __call__(self, text: str, **params: object) -> str:
        return translate(text, self.locale, **params)

    def day(self, day: date | None) -> str:
        return format_date(day, "long", locale=self._spoken) if day else "–"

    def number(self, number: Decimal, least: int = 0) -> str:
        """With as many places as it has, at least so many."""
        form = f"#,##0.{'0' * least}{'#' * (4 - least)}"
        return format_decimal(number, form, locale=self._spoken, decimal_quantization=False)

    def money(self, amount: Decimal) -> str:
        return self.number(amount, self._places)

    @property
    def _spoken(self) -> str:
        return self.locale.replace("-", "_")

    @property
    def _places(self) -> int:
        return max(0, -int(smallest_unit(self.currency).as_tuple().exponent))


def paper_of(work: Work, quote_id: str, locale: str, revision: int | None = None) -> Paper:
    """The quotation, or one of its earlier revisions, in a language."""
    quote = work.one(queries.by_id(work.user, quote_id))
    shown: Quote | Revision = quote
    if revision is not None and revision != quote.revision:
        shown = work.one(queries.revision_of(quote.id, revision))
    lines = work.all(queries.lines_of(quote.id, shown.revision))
    say = _Voice(locale, shown.currency)
    company = policies.current(work)
    return Paper(
        title=say(N_("Quotation")),
        reference=reference(quote.number, shown.revision),
        mark=_mark(quote, shown, say),
        sender=[company.company_name, *company.company_address.splitlines()],
        receiver=list(_receiver(work, quote)),
        facts=list(_facts(work, quote, shown, say)),
        subject=shown.title,
        columns=_columns(say),
        rows=[_row(number, line, say) for number, line in enumerate(lines, 1)],
        sums=list(_sums(shown, lines, say)),
        notes=[(say(N_("Terms")), shown.terms)] if shown.terms.strip() else [],
        page_of=say(N_("Page {page} of {pages}")),
    )


def _mark(quote: Quote, shown: Quote | Revision, say: _Voice) -> str:
    if shown.revision != quote.revision:
        return say(N_("Replaced by a later revision"))
    return say(N_("Draft, not yet an offer")) if quote.state in WRITABLE else ""


def _receiver(work: Work, quote: Quote) -> Iterator[str]:
    account = work.one(queries.account_of(quote))
    yield account.name
    contact = work.db.scalars(queries.contact_of(quote)).one_or_none()
    if contact is not None:
        yield ", ".join(filter(None, (contact.name, contact.title)))
    place = work.db.scalars(main_of(account.id).limit(1)).first()
    if place is not None and place.written_address:
        yield place.written_address


def _facts(work: Work, quote: Quote, shown: Quote | Revision, say: _Voice) -> Iterator[tuple[str, str]]:
    owner = work.one(users.any_by_id(quote.owner_id))
    yield say(N_("Number")), reference(quote.number, shown.revision)
    yield say(N_("Date")), say.day(shown.sent_on)
    yield say(N_("Valid until")), say.day(shown.valid_until)
    yield say(N_("Currency")), shown.currency
    yield say(N_("Your contact")), f"{owner.name}\n{owner.email}"


def _columns(say: _Voice) -> Sequence[Column]:
    return (
        Column(say(N_("No.")), 26),
        Column(say(N_("Product")), 200),
        Column(say(N_("Quantity")), 66, right=True),
        Column(say(N_("Unit price")), 74, right=True),
        Column(say(N_("Discount")), 50, right=True),
        Column(say(N_("Tax")), 42, right=True),
        Column(say(N_("Net")), 84, right=True),
    )


def _row(number: int, line: QuoteLine, say: _Voice) -> Row:
    quantity = f"{say.number(line.quantity)} {line.unit}".strip()
    discount = f"{say.number(line.discount_percent)} %" if line.discount_percent else ""
    tax = f"{say.number(line.tax_percent)} %"
    money = say.money(line.price), discount, tax, say.money(line.net)
    return Row([str(number), line.product, quantity, *money], small=line.description)


def _sums(shown: Quote | Revision, lines: Sequence[QuoteLine], say: _Voice) -> Iterator[Sum]:
    if not lines or shown.gross is None:
        amount = say.money(shown.amount) if shown.amount is not None else "–"
        yield Sum(say(N_("Amount")), f"{amount} {shown.currency}", strong=True)
        return
    found = totals(lines)
    yield Sum(say(N_("Net total")), say.money(found.net))
    for share in found.taxes:
        said = {"percent": say.number(share.percent), "net": say.money(share.net)}
        yield Sum(say(N_("Tax %(percent)s %% on %(net)s"), **said), say.money(share.tax))
    yield Sum(say(N_("Total")), f"{say.money(found.gross)} {shown.currency}", strong=True)
