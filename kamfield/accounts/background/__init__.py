"""What the client archive does by itself, a file per subject."""

from kamfield.accounts.background.handovers import hand_over_accounts, owned
from kamfield.accounts.background.imports import carry_on
from kamfield.accounts.background.merges import Moving
from kamfield.accounts.background.places import ask_the_map_again, locate

__all__ = ["Moving", "ask_the_map_again", "carry_on", "hand_over_accounts", "locate", "owned"]
