"""What can be done with opportunities, a file per subject; what other slices call can be had from here."""

from kamfield.opportunities.actions.opportunities import refer, take_amount

__all__ = ["refer", "take_amount"]
