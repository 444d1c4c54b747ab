"""What crosses the wire about plans."""

from kamfield.plans.schemas.checked import CheckedPlanSchema
from kamfield.plans.schemas.deviation import DeviationSchema
from kamfield.plans.schemas.history import PlanStepSchema
from kamfield.plans.schemas.lines import LineSchema
from kamfield.plans.schemas.plans import PlanInFullSchema, PlanQuery, PlanSchema
from kamfield.plans.schemas.said import (
    Acknowledgement,
    Approval,
    LineChange,
    LineDraft,
    LineRefusal,
    PlanDraft,
    Return,
    Submission,
)

__all__ = [
    "Acknowledgement",
    "Approval",
    "CheckedPlanSchema",
    "DeviationSchema",
    "LineChange",
    "LineDraft",
    "LineRefusal",
    "LineSchema",
    "PlanDraft",
    "PlanInFullSchema",
    "PlanQuery",
    "PlanSchema",
    "PlanStepSchema",
    "Return",
    "Submission",
]
