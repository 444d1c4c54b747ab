"""What crosses the wire about policies and the company's calendar."""

from decimal import Decimal
from typing import Any, ClassVar

import orjson
from marshmallow import fields, validate

from kamfield.policies.rules.codes import AutoApproval, CheckIn, DossierItem, Unplanned, WeakObjective, Weekday
from kamfield.policies.rules.policies import USUAL
from kamfield.web import fields as ours
from kamfield.web.schema import Input, Schema

_TIERS = ("A", "B", "C", "D")
_LADDER = validate.Length(1, 10)
_CODE = validate.Regexp(r"\A[a-z][a-z_]{0,39}\Z")


class DaysPerTier(Input):
    """Days for each tier of accounts."""

    A = ours.Whole(1, 1000, required=True)
    B = ours.Whole(1, 1000, required=True)
    C = ours.Whole(1, 1000, required=True)
    D = ours.Whole(1, 1000, required=True)

    example: ClassVar[dict[str, Any]] = {"A": 7, "B": 14, "C": 28, "D": 91}


class PerSeverity(Input):
    """Days or hours for each severity of issues."""

    critical = ours.Whole(1, 10_000, required=True)
    high = ours.Whole(1, 10_000, required=True)
    normal = ours.Whole(1, 10_000, required=True)
    low = ours.Whole(1, 10_000, required=True)

    example: ClassVar[dict[str, Any]] = {"critical": 1, "high": 3, "normal": 7, "low": 14}


def _policy(kind: type[fields.Field[Any]], *rest: Any, says: str, **options: Any) -> Any:
    return kind(*rest, metadata={"description": says}, allow_none=True, **options)


class PoliciesChange(Input):
    """The policies to set. `null` returns one to its usual value; what is left out stays."""

    visit_every_days = _policy(fields.Nested, DaysPerTier, says="How often accounts of a tier are visited.")
    visit_minutes = _policy(ours.Whole, 5, 1440, says="How long a visit takes.")
    visit_minutes_by_form = _policy(
        fields.Dict,
        keys=fields.String(validate=_CODE),
        values=ours.Whole(5, 1440),
        says="The same for single forms of activity, where it differs.",
    )
    unplanned_visits = _policy(ours.Choice, Unplanned, says="Whether an unplanned visit is tagged or needs approval.")
    weak_objective = _policy(ours.Choice, WeakObjective, says="Whether a weak objective warns or blocks.")
    check_in = _policy(ours.Choice, CheckIn, says="What a check-in away from the client leads to.")
    check_in_radius_metres = _policy(ours.Whole, 20, 50_000, says="How near counts as there.")
    position_kept_days = _policy(ours.Whole, 1, 3650, says="After how many days positions are coarsened.")
    report_due_hours = _policy(ours.Whole, 1, 720, says="A report later than this after check-out is late.")
    back_dating_days = _policy(ours.Whole, 0, 90, says="How far back a visit may be entered.")
    monthly_cut_off_day = _policy(ours.Whole, 1, 28, says="From this day on, the month before is closed.")
    plan_due_day = _policy(ours.Whole, 1, 28, says="On this day of the month before, the plan is due.")
    move_tolerance_days = _policy(ours.Whole, 0, 31, says="A move of a visit by more than this is a far one.")
    reapproval_tiers = _policy(
        fields.List,
        fields.String(validate=validate.OneOf(_TIERS)),
        validate=validate.Length(0, 4),
        says="On an approved plan, added, dropped and far moved visits to accounts of these tiers ask for approval; "
        "those of others are noted.",
    )
    escalation_hours = _policy(ours.Whole, 1, 720, says="An approval that waits longer goes one level up.")
    auto_approval = _policy(
        fields.List,
        ours.Choice(AutoApproval),
        validate=validate.Length(0, 3),
        says="A plan of which all of these hold is approved when it is handed in; empty: a manager approves each.",
    )
    confirm_week_on = _policy(ours.Choice, Weekday, says="On this day the week is confirmed …")
    confirm_week_by = _policy(ours.TimeOfDay, says="… by this hour.")
    archive_clients_a_week = _policy(
        ours.Whole, 0, 50, says="Of how many clients at most a week's list asks what is not known; the others wait."
    )
    follow_up_days_after_sending = _policy(
        fields.List, ours.Whole(1, 365), validate=_LADDER, says="The steps of the ladder after a quotation was sent."
    )
    follow_up_days_before_expiry = _policy(
        fields.List, ours.Whole(1, 365), validate=_LADDER, says="The steps before a quotation expires."
    )
    dossier_items = _policy(
        fields.List,
        ours.Choice(DossierItem),
        validate=validate.Length(0, 6),
        says="What must be known before a quotation is ready.",
    )
    discount_limit_percent = _policy(
        ours.Amount, 2, Decimal(0), Decimal(100), says="Above it a manager approves the price."
    )
    tax_percent = _policy(
        ours.Amount, 2, Decimal(0), Decimal(100), says="The tax of a quotation's line where nothing else is said."
    )
    review_every_months = _policy(ours.Whole, 1, 60, says="How often a key account is reviewed.")
    fact_fresh_days = _policy(fields.Nested, DaysPerTier, says="After how many days a fact is stale, by tier.")
    answer_fresh_days = _policy(ours.Whole, 1, 1000, says="After how many days a qualification answer is stale.")
    answers_asked_days_before_close = _policy(
        ours.Whole, 0, 365, says="So many days before an opportunity should close its stale answers become a to-do."
    )
    issue_due_days = _policy(fields.Nested, PerSeverity, says="In how many days an issue of a severity is due.")
    issue_escalation_hours = _policy(
        fields.Nested, PerSeverity, says="An issue open for longer goes one level up, and again after as long."
    )
    quiet_from = _policy(ours.TimeOfDay, says="No reminders from this hour …")
    quiet_until = _policy(ours.TimeOfDay, says="… until this one.")
    reminders_per_day = _policy(ours.Whole, 1, 100, says="Beyond it, reminders join the digest.")
    company_name = _policy(ours.Text, 200, 0, says="Stands on quotations.")
    company_address = _policy(ours.LongText, 500, says="Stands on quotations; may have several lines.")
    currency = _policy(ours.Currency, says="ISO 4217, where nothing else is said.")
    holiday_country = _policy(ours.Text, 2, 0, says="ISO 3166-1; empty: weekends only.")
    holiday_subdivision = _policy(ours.Text, 20, 0, says="A state or province, or empty.")

    example: ClassVar[dict[str, Any]] = {"visit_every_days": {"A": 7, "B": 14, "C": 28, "D": 91}, "check_in": "hard"}


class PoliciesSchema(PoliciesChange):
    """Every policy as it is in force."""

    version = fields.Integer(metadata={"description": "0 until somebody changes something."})

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:
        """The same fields as in a change, but all of them are there."""
        field_obj.required, field_obj.allow_none = True, False


PoliciesSchema.example = orjson.loads(orjson.dumps(PoliciesSchema().dump(USUAL)))


class HolidayQuery(Schema):
    """Which year and where; without a place it is the company's calendar."""

    year = ours.Whole(1950, 2100, required=True)
    country = ours.Text(2, 2, metadata={"description": "ISO 3166-1, `CN`."})
    subdivision = ours.Text(20, metadata={"description": "A state or province."})

    example: ClassVar[dict[str, Any]] = {"year": 2026}


class HolidaySchema(Schema):
    """A day that differs from its weekday."""

    day = ours.Day(required=True)
    name = fields.String(required=True, metadata={"description": "In the reader's language where there is one."})


class CalendarSchema(Schema):
    """A year's days off, and the weekend days that are worked instead (China's 调休)."""

    country = fields.String(required=True)
    subdivision = fields.String(required=True)
    holidays = fields.List(fields.Nested(HolidaySchema), required=True)
    make_up_days = fields.List(ours.Day(), required=True)

    example: ClassVar[dict[str, Any]] = {
        "country": "CN",
        "subdivision": "",
        "holidays": [{"day": "2026-10-01", "name": "国庆节"}],
        "make_up_days": ["2026-09-20", "2026-10-10"],
    }
