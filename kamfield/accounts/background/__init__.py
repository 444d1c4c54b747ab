"""What the client archive does by itself, a file per subject."""

from kamfield.accounts.background.handovers import hand_over_accounts, owned
from kamfield.accounts.background.maps import ask_the_map_again, locate

__all__ = ["ask_the_map_again", "hand_over_accounts", "locate", "owned"]
