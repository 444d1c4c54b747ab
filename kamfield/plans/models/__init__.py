"""What is stored of plans, and how one thing may change."""

from kamfield.plans.models.escalations import Escalation
from kamfield.plans.models.lines import Decision, PlanLine
from kamfield.plans.models.plans import Plan

__all__ = ["Decision", "Escalation", "Plan", "PlanLine"]
