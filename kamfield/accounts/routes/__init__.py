"""Where the client archive is reached: one blueprint, a file of routes per subject."""

from kamfield.accounts.routes import accounts as accounts
from kamfield.accounts.routes.blueprint import blueprint

__all__ = ["blueprint"]
