"""What happens in the client archive without anybody asking, a file per subject."""

from kamfield.accounts.background.imports import carry_on
from kamfield.accounts.background.places import ask_the_map_again, locate

__all__ = ["ask_the_map_again", "carry_on", "locate"]
