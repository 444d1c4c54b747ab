"""Kinds of commercial fact: what each one says, in which unit, and what it must not be without."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from kamfield.core.codes import code_list
from kamfield.core.errors import Fault
from kamfield.core.texts import N_

MOST_PERCENT = Decimal(100)
MOST_DAYS = Decimal(3650)


class FactKind(StrEnum):
    """What a commercial fact is about."""

    PURCHASE_VOLUME = "purchase_volume"
    SHARE_OF_WALLET = "share_of_wallet"
    QUALITY_REQUIREMENT = "quality_requirement"
    PRICE_REQUIREMENT = "price_requirement"
    PAYMENT_TERM = "payment_term"
    PAYMENT_CYCLE = "payment_cycle"
    CREDIT_RATING = "credit_rating"
    CREDIT_LIMIT = "credit_limit"
    PAYMENT_PUNCTUALITY = "payment_punctuality"
    CREDIT_CHECK = "credit_check"
    YEARLY_SALES = "yearly_sales"
    YEARLY_MARGIN = "yearly_margin"
    PRODUCT_SUPPLIED = "product_supplied"


class Source(StrEnum):
    """Where somebody has a piece of knowledge from; all but `own` name the thing it came from."""

    OWN = "own"
    VISIT = "visit"
    REPORT = "report"
    QUOTATION = "quotation"
    OPPORTUNITY = "opportunity"
    SURVEY = "survey"
    IMPORT = "import"


def is_year(subject: str) -> bool:
    """Whether a subject is a calendar year, such as `2025`."""
    return len(subject) == 4 and subject.isascii() and subject.isdigit() and "1900" <= subject < "2200"


@dataclass(frozen=True)
class FactForm:
    """The columns a kind needs and those it may have besides; `unit` is the only one its amount is given in."""

    label: str
    needs: frozenset[str]
    may: frozenset[str] = frozenset()
    unit: str | None = None
    least: Decimal = Decimal(0)
    most: Decimal | None = None
    subject_fits: Callable[[str], bool] = bool

    def allows(self, column: str) -> bool:
        """Whether a fact of this kind may say something in that column."""
        return column in self.needs | self.may


def form(label: str, needs: str, may: str = "", **limits: object) -> FactForm:
    """A row of the table below, its columns as words."""
    return FactForm(label, frozenset(needs.split()), frozenset(may.split()), **limits)  # type: ignore[arg-type]


FORMS: dict[FactKind, FactForm] = {
    FactKind.PURCHASE_VOLUME: form(N_("Annual purchase volume"), "subject amount unit", "text"),
    FactKind.SHARE_OF_WALLET: form(
        N_("Our share of the purchases"), "subject amount", "text", unit="percent", most=MOST_PERCENT
    ),
    FactKind.QUALITY_REQUIREMENT: form(N_("Quality requirements"), "text", "subject"),
    FactKind.PRICE_REQUIREMENT: form(N_("Price requirements"), "text", "subject amount currency unit"),
    FactKind.PAYMENT_TERM: form(N_("Payment term"), "text", "amount", unit="days", most=MOST_DAYS),
    FactKind.PAYMENT_CYCLE: form(N_("Measured payment cycle"), "amount", "text", unit="days", most=MOST_DAYS),
    FactKind.CREDIT_RATING: form(N_("Credit rating"), "text"),
    FactKind.CREDIT_LIMIT: form(N_("Credit limit"), "amount currency", "text"),
    FactKind.PAYMENT_PUNCTUALITY: form(
        N_("Invoices paid in time"), "amount", "text", unit="percent", most=MOST_PERCENT
    ),
    FactKind.CREDIT_CHECK: form(N_("Next credit check"), "due_on", "text"),
    FactKind.YEARLY_SALES: form(N_("Yearly sales"), "subject amount currency", "text", subject_fits=is_year),
    FactKind.YEARLY_MARGIN: form(
        N_("Yearly margin"),
        "subject amount",
        "text",
        unit="percent",
        least=Decimal(-1000),
        most=MOST_PERCENT,
        subject_fits=is_year,
    ),
    FactKind.PRODUCT_SUPPLIED: form(N_("Product supplied"), "subject", "text"),
}
SAYING = ("subject", "amount", "unit", "currency", "text", "due_on")
LABELS: dict[str, str] = {kind.value: form.label for kind, form in FORMS.items()}
SOURCES: dict[str, str] = {
    Source.OWN: N_("Own knowledge"),
    Source.VISIT: N_("Visit"),
    Source.REPORT: N_("Call report"),
    Source.QUOTATION: N_("Quotation"),
    Source.OPPORTUNITY: N_("Sales opportunity"),
    Source.SURVEY: N_("Survey"),
    Source.IMPORT: N_("Import"),
}
CODE_LISTS = (code_list("fact_kind", FactKind, LABELS), code_list("source", Source, SOURCES))


def with_unit(kind: FactKind, said: Mapping[str, Any]) -> dict[str, Any]:
    """What is said, with the unit of the kind where there is only one: days, percent."""
    unit = FORMS[kind].unit
    return {**said, "unit": unit} if unit and said.get("amount") is not None and not said.get("unit") else dict(said)


def faults_in(kind: FactKind, said: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with a fact of this kind that says this, column by column."""
    form = FORMS[kind]
    for column in SAYING:
        given = said.get(column) not in (None, "")
        if not given and column in form.needs:
            yield Fault("required", N_("This is required."), f"/{column}")
        if given and not form.allows(column) and not (column == "unit" and said[column] == form.unit):
            yield Fault("not-for-this-kind", N_("A fact of this kind does not have this."), f"/{column}")
    yield from _faults_in_amount(form, said)
    if said.get("subject") and form.allows("subject") and not form.subject_fits(said["subject"]):
        yield Fault("not-a-year", N_("This must be a year, such as 2025."), "/subject")


def _faults_in_amount(form: FactForm, said: Mapping[str, Any]) -> Iterator[Fault]:
    amount = said.get("amount")
    if amount is None:
        return
    if amount < form.least:
        yield Fault("too-small", N_("This must be at least %(min)s."), "/amount", params={"min": form.least})
    if form.most is not None and amount > form.most:
        yield Fault("too-large", N_("This must be at most %(max)s."), "/amount", params={"max": form.most})
    if form.allows("currency") and not said.get("currency"):
        yield Fault("required", N_("This is required."), "/currency")
