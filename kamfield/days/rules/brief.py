"""What a rep should know at a client's door."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from kamfield.accounts.rules.completeness import Completeness, Gap, Held, Requirement, judge
from kamfield.accounts.rules.facts import FactKind
from kamfield.days.rules.day import Some
from kamfield.opportunities.rules.gates import GATE_BEFORE, QUESTION_LABELS, QUESTIONS, Lack, Question, Said, standing
from kamfield.opportunities.rules.stages import Status, after

MOST_REPORTS = 3
MOST_PEOPLE, MOST_PLACES, MOST_FACTS = 15, 5, 200
MOST_ROWS = 10
MOST_OPPORTUNITIES, MOST_COMPETITORS = 5, 5
MOST_SAID, SAID_PER_QUOTE = 100, 3
MET_WITHIN_DAYS = 365

PAYMENT = frozenset(
    {
        FactKind.PAYMENT_TERM,
        FactKind.PAYMENT_CYCLE,
        FactKind.PAYMENT_PUNCTUALITY,
        FactKind.CREDIT_RATING,
        FactKind.CREDIT_LIMIT,
        FactKind.CREDIT_CHECK,
    }
)


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody of the client, and how they stand in the opportunities that are shown."""

    person: Any
    standings: Sequence[Any]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.person, name)


@dataclass(frozen=True, slots=True)
class ReportOfVisit:
    """A report and what became of the objectives of its visit."""

    report: Any
    objectives: Sequence[Any]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.report, name)


@dataclass(frozen=True, slots=True)
class SaidOfQuote:
    """What the client said about a quotation on a day, and when they want to be asked again."""

    on: date
    said: str
    next_on: date | None


@dataclass(frozen=True, slots=True)
class OpenQuote:
    """A quotation without an answer, and what the client said of it so far, the latest first."""

    quote: Any
    said: Sequence[SaidOfQuote]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.quote, name)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that holds an opportunity up: why, and since when."""

    question: Question
    lack: Lack
    since: date | None

    @property
    def text(self) -> str:
        """The question itself, in English: a text of the catalogue."""
        return QUESTION_LABELS[self.question]


@dataclass(frozen=True, slots=True)
class OpenOpportunity:
    """An opportunity and the questions that hold it up."""

    opportunity: Any
    to_ask: Sequence[Asked]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.opportunity, name)


@dataclass(frozen=True, slots=True)
class Payment:
    """How the client pays: what we know, and by how many days more than agreed they take (None: not known)."""

    facts: Sequence[Any]
    late_by_days: int | None
    check_overdue: bool


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything of it."""

    account: Any
    places: Sequence[Any]
    people: Sequence[KnownPerson]
    reports: Sequence[ReportOfVisit]
    commitments: Some
    issues: Some
    quotes: Some
    opportunities: Some
    payment: Payment
    facts_to_confirm: Sequence[Gap]
    facts_to_learn: Sequence[Gap]
    competitors: Sequence[Any]


def payment_of(facts: Sequence[Any], today: date) -> Payment:
    """What the current facts say about paying."""
    found = {fact.kind: fact for fact in facts}
    term, cycle = (_days(found.get(kind)) for kind in (FactKind.PAYMENT_TERM, FactKind.PAYMENT_CYCLE))
    late = None if term is None or cycle is None else max(0, round(cycle - term))
    check = found.get(FactKind.CREDIT_CHECK)
    overdue = check is not None and check.due_on is not None and check.due_on < today
    return Payment([fact for fact in facts if fact.kind in PAYMENT], late, overdue)


def facts_to_ask_for(
    required: Sequence[Requirement], facts: Sequence[Any], today: date, known_since: date
) -> Completeness:
    """Which of the facts the client's tier requires are missing, and which have grown old."""
    held: dict[str, list[Held]] = {}
    for fact in facts:
        fresh_on = max(fact.observed_on, fact.confirmed_on or fact.observed_on)
        held.setdefault(f"fact.{fact.kind}", []).append(Held(fact.subject, fresh_on, fact.due_on, fact.id))
    return judge([one for one in required if one.code.startswith("fact.")], held, today, known_since)


def to_ask(status: str, answers: Mapping[str, Said], *, today: date, fresh_days: int, opened_on: date) -> list[Asked]:
    """The questions at the next gate of an opportunity that nobody settled yet."""
    following = after(Status(status))
    if following is None:
        return []
    found = (
        standing(question, answers.get(question), today=today, fresh_days=fresh_days, opened_on=opened_on)
        for question in QUESTIONS[GATE_BEFORE[following]]
    )
    return [Asked(one.question, one.lack, one.lacking_since) for one in found if one.lack is not None]


def _days(fact: Any) -> Decimal | None:
    return None if fact is None else fact.amount
