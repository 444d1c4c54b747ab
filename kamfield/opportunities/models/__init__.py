"""What is stored of opportunities, a file per subject."""

from kamfield.opportunities.models.answers import Answer
from kamfield.opportunities.models.opportunities import Opportunity
from kamfield.opportunities.models.outcomes import Outcome
from kamfield.opportunities.models.part import Part
from kamfield.opportunities.models.steps import Step

__all__ = ["Answer", "Opportunity", "Outcome", "Part", "Step"]
