"""What a tier wants to know of a client, how old it may be, and what is missing or stale by that measure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kamfield.accounts.rules import Tier
from kamfield.accounts.rules.facts import LABELS as FACTS
from kamfield.accounts.rules.intelligence import LABELS as INTELLIGENCE
from kamfield.core.texts import N_

YEARLY = frozenset({"fact.yearly_sales", "fact.yearly_margin"})  # only the latest year can be out of date

LABELS: dict[str, str] = {
    "account.industry": N_("Industry"),
    "place.main": N_("Main place"),
    "place.point": N_("Main place on the map"),
    "contacts.three": N_("Three active contacts"),
    "contact.decider": N_("A contact who decides"),
    "contact.reachable": N_("A contact with phone or email"),
    **{f"fact.{kind}": label for kind, label in FACTS.items()},
    **{f"intelligence.{kind}": label for kind, label in INTELLIGENCE.items()},
}

_EVERYWHERE = ("account.industry", "place.main", "contact.reachable")
_FROM_C = (*_EVERYWHERE, "place.point", "contacts.three", "fact.purchase_volume", "fact.payment_term")
_FROM_B = (
    *_FROM_C,
    "contact.decider",
    "fact.share_of_wallet",
    "fact.product_supplied",
    "fact.quality_requirement",
    "fact.price_requirement",
    "fact.payment_cycle",
    "intelligence.need",
    "intelligence.competitor",
)
_FROM_A = (
    *_FROM_B,
    "fact.yearly_sales",
    "fact.yearly_margin",
    "fact.credit_rating",
    "fact.credit_limit",
    "fact.credit_check",
    "intelligence.business_status",
    "intelligence.short_term_goal",
    "intelligence.long_term_goal",
)
REQUIRED: dict[Tier, tuple[str, ...]] = {Tier.A: _FROM_A, Tier.B: _FROM_B, Tier.C: _FROM_C, Tier.D: _EVERYWHERE}


@dataclass(frozen=True)
class Requirement:
    """One thing to be known; `most_days_old` is None for what does not age by itself."""

    code: str
    most_days_old: int | None = None


@dataclass(frozen=True)
class Held:
    """One thing known: the day it was last seen to be so, or the day from which it has to be looked at again."""

    subject: str = ""
    fresh_on: date | None = None
    due_on: date | None = None
    id: str | None = None


@dataclass(frozen=True)
class Gap:
    """One thing missing or stale, since a day; for a stale one, which row to confirm."""

    code: str
    since: date
    subject: str = ""
    id: str | None = None

    @property
    def label(self) -> str:
        """What it is called, in English: a text of the catalogue."""
        return LABELS[self.code]


@dataclass(frozen=True)
class Completeness:
    """How much of what is required is there and fresh: `met` of `required`."""

    required: int
    met: int
    missing: tuple[Gap, ...]
    stale: tuple[Gap, ...]

    @property
    def percent(self) -> int:
        """Met of required in whole per cent, rounded down, so that 100 means all."""
        return 100 * self.met // self.required if self.required else 100


def required_of(tier: str | None, fresh_days: Mapping[str, int]) -> tuple[Requirement, ...]:
    """The requirements of a tier, where what is known is fresh for so many days; without a tier, those of a D."""
    known = Tier(tier) if tier else Tier.D
    ages = ("fact.", "intelligence.")
    days = fresh_days[known]
    return tuple(Requirement(code, days if code.startswith(ages) else None) for code in REQUIRED[known])


def judge(
    required: Sequence[Requirement], held: Mapping[str, Sequence[Held]], today: date, known_since: date
) -> Completeness:
    """Holds what is known of a client against what is required. What is missing is missing since `known_since`."""
    missing = [Gap(one.code, known_since) for one in required if not held.get(one.code)]
    stale = [gap for one in required for gap in _stale(one, held.get(one.code, ()), today)]
    unmet = {gap.code for gap in (*missing, *stale)}
    return Completeness(len(required), len(required) - len(unmet), tuple(missing), tuple(stale))


def _stale(requirement: Requirement, held: Sequence[Held], today: date) -> Iterable[Gap]:
    if requirement.code in YEARLY:
        held = sorted(held, key=lambda one: one.subject)[-1:]
    for one in held:
        since = _stale_since(one, requirement.most_days_old)
        if since is not None and since <= today:
            yield Gap(requirement.code, since, one.subject, one.id)


def _stale_since(held: Held, most_days_old: int | None) -> date | None:
    if held.due_on is not None:
        return held.due_on + timedelta(days=1)
    if held.fresh_on is None or most_days_old is None:
        return None
    return held.fresh_on + timedelta(days=most_days_old + 1)
