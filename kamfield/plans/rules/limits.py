"""The house's usual limits for plans; the company's policies take their place."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kamfield.accounts.rules import Tier

MOST_LINES = 400


@dataclass(frozen=True, slots=True)
class Limits:
    """How often each tier is visited (every so many days), and how far an approved visit may move."""

    interval_days: Mapping[str, int] = field(
        default_factory=lambda: {Tier.A: 7, Tier.B: 14, Tier.C: 28, Tier.D: 91},
    )
    move_tolerance_days: int = 3
    weak_objective_blocks: bool = False


USUAL = Limits()
