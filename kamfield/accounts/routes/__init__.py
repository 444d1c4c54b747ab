"""Where the client archive is reached: one blueprint, a file of routes per subject."""

from kamfield.accounts.routes import accounts as accounts
from kamfield.accounts.routes import completeness as completeness
from kamfield.accounts.routes import contacts as contacts
from kamfield.accounts.routes import exports as exports
from kamfield.accounts.routes import facts as facts
from kamfield.accounts.routes import imports as imports
from kamfield.accounts.routes import intelligence as intelligence
from kamfield.accounts.routes import merges as merges
from kamfield.accounts.routes import notes as notes
from kamfield.accounts.routes import places as places
from kamfield.accounts.routes import team as team
from kamfield.accounts.routes.blueprint import blueprint

__all__ = ["blueprint"]
