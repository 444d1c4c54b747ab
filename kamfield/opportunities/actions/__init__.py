"""What can be done with opportunities, a file per subject; what other slices call can be had from here."""

from kamfield.opportunities.actions.answers import answer
from kamfield.opportunities.actions.opportunities import refer, take_amount
from kamfield.opportunities.actions.outcomes import note_outcome

__all__ = ["answer", "note_outcome", "refer", "take_amount"]
