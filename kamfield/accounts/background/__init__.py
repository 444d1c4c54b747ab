"""What the client archive does by itself, a file per subject."""

from kamfield.accounts.background.handovers import hand_over_accounts, owned
from kamfield.accounts.background.imports import carry_on
from kamfield.accounts.background.merges import Moving
from kamfield.accounts.background.places import ask_the_map_again, forget_answers, locate

__all__ = ["Moving", "ask_the_map_again", "carry_on", "forget_answers", "hand_over_accounts", "locate", "owned"]
