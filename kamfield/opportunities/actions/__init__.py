"""What can be done with opportunities, a file per subject; what other slices call can be had from here."""

from kamfield.opportunities.actions.answers import answer
from kamfield.opportunities.actions.opportunities import refer, take_offer
from kamfield.opportunities.actions.outcomes import note_outcome
from kamfield.opportunities.actions.stages import lose, win

__all__ = ["answer", "lose", "note_outcome", "refer", "take_offer", "win"]
