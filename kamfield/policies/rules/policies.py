"""The policies of a company with the values they have until somebody changes them.

Units stand in the names. Times of day and days of the month are those of the person they concern.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import time
from decimal import Decimal
from typing import Any

from kamfield.core.amounts import amount_text
from kamfield.policies.rules.codes import AutoApproval, CheckIn, DossierItem, Unplanned, WeakObjective, Weekday


@dataclass(frozen=True)
class Policies:
    """All of them at one version; `Policies()` is what a new company has, version 0."""

    version: int = 0

    # visits; tiers are A to D, forms the codes of the form of activity
    visit_every_days: Mapping[str, int] = field(default_factory=lambda: {"A": 7, "B": 14, "C": 28, "D": 91})
    visit_minutes: int = 60
    visit_minutes_by_form: Mapping[str, int] = field(default_factory=dict)
    unplanned_visits: Unplanned = Unplanned.TAG
    weak_objective: WeakObjective = WeakObjective.WARN
    check_in: CheckIn = CheckIn.SOFT
    check_in_radius_metres: int = 300
    position_kept_days: int = 90

    # reports
    report_due_hours: int = 24
    back_dating_days: int = 7
    monthly_cut_off_day: int = 5

    # plans
    plan_due_day: int = 25
    move_tolerance_days: int = 3
    reapproval_tiers: tuple[str, ...] = ("A",)
    escalation_hours: int = 48
    auto_approval: tuple[AutoApproval, ...] = ()

    # weeks
    confirm_week_on: Weekday = Weekday.MON
    confirm_week_by: time = time(12)
    archive_clients_a_week: int = 3

    # quotations
    follow_up_days_after_sending: tuple[int, ...] = (3, 7, 14)
    follow_up_days_before_expiry: tuple[int, ...] = (3,)
    dossier_items: tuple[DossierItem, ...] = tuple(DossierItem)
    discount_limit_percent: Decimal = Decimal(10)
    tax_percent: Decimal = Decimal(13)

    # key accounts and facts
    review_every_months: int = 6
    fact_fresh_days: Mapping[str, int] = field(default_factory=lambda: {"A": 90, "B": 180, "C": 365, "D": 730})
    answer_fresh_days: int = 60
    answers_asked_days_before_close: int = 30

    # issues; severities are the codes of the issues
    issue_due_days: Mapping[str, int] = field(
        default_factory=lambda: {"critical": 1, "high": 3, "normal": 7, "low": 14}
    )
    issue_escalation_hours: Mapping[str, int] = field(
        default_factory=lambda: {"critical": 24, "high": 72, "normal": 168, "low": 720}
    )

    # reminders
    quiet_from: time = time(20)
    quiet_until: time = time(7, 30)
    reminders_per_day: int = 10

    # the company
    company_name: str = ""
    company_address: str = ""
    currency: str = "CNY"
    holiday_country: str = "CN"
    holiday_subdivision: str = ""


USUAL = Policies()
NAMES = frozenset(one.name for one in fields(Policies)) - {"version"}

_READ: Mapping[type, Callable[[Any], Any]] = {time: time.fromisoformat, Decimal: Decimal}


def policies_of(changed: Mapping[str, Any], version: int) -> Policies:
    """The policies when these were changed, as `plain` wrote them; what a release no longer knows is passed over."""
    known = {name: _read(getattr(USUAL, name), value) for name, value in changed.items() if name in NAMES}
    return replace(USUAL, version=version, **known)


def plain(value: Any) -> Any:
    """A value as it is stored: JSON, exact decimals and times as texts."""
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    if isinstance(value, time):
        return value.isoformat("minutes")
    return amount_text(value) if isinstance(value, Decimal) else value


def _read(usual: Any, value: Any) -> Any:
    if isinstance(usual, tuple):
        kind = type(usual[0]) if usual else str
        return tuple(kind(one) for one in value)
    kind = type(usual)
    return value if kind is dict else _READ.get(kind, kind)(value)
