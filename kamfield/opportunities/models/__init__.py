"""What is stored of opportunities, a file per subject."""

from kamfield.opportunities.models.opportunities import Opportunity

__all__ = ["Opportunity"]
