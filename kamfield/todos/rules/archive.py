"""Which clients a week asks about, so that nothing is forgotten and nobody is flooded; and how that is said."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kamfield.core.texts import N_, Phrase, translate

MOST_NAMED = 3  # things to find out that a title names; how many more there are stands behind them

FIND_OUT = N_("%(what)s: find out %(missing)s")
CONFIRM = N_("%(what)s: ask whether this still holds: %(stale)s")
MORE_WAIT = N_(
    "More clients of whom something is not known or no longer sure: %(count)s. "
    "A list asks about %(most)s at most; each has its turn."
)
BOTH = N_("%(what)s: find out %(missing)s; ask whether this still holds: %(stale)s")


@dataclass(frozen=True)
class Lacking:
    """A client of whom something is not known: tier, per cent of what is known, Monday of the week last asked in."""

    account_id: str
    tier: str
    percent: int
    asked_on: date | None = None


def chosen(lacking: Sequence[Lacking], most: int) -> list[str]:
    """The ids of at most `most` clients: the most important ones, and one that has waited longest, whatever its tier.

    Whoever was asked about goes to the end of their tier, so that every client has a turn.
    """
    by_tier = sorted(lacking, key=lambda one: (one.tier, one.asked_on or date.min, one.percent, one.account_id))
    first = [one.account_id for one in by_tier[: max(0, most - 1)]]
    by_patience = sorted(lacking, key=lambda one: (one.asked_on or date.min, one.tier, one.percent, one.account_id))
    patient = [one.account_id for one in by_patience if one.account_id not in first]
    return first + patient[: most - len(first)]


def title(what: str, missing: Iterable[str], stale: Iterable[str], locale: str) -> str:
    """What is to be asked of a client, in words; labels are texts of the catalogue."""
    named = {"missing": first_named(missing), "stale": first_named(stale)}
    said = {name: labels for name, labels in named.items() if labels}
    text = BOTH if len(said) == 2 else FIND_OUT if "missing" in said else CONFIRM
    return translate(text, locale, what=what, **said)[:200]


def first_named(labels: Iterable[str]) -> tuple[str, ...]:
    """The first few of several things, each once, and how many more there are; labels are texts of the catalogue."""
    once = [Phrase(label) for label in dict.fromkeys(labels)]
    rest = len(once) - MOST_NAMED
    return (*once[:MOST_NAMED], *([f"+{rest}"] if rest > 0 else []))
