"""Where opportunities are reached, a file per subject."""

from kamfield.opportunities.routes import forecast as forecast
from kamfield.opportunities.routes import gates as gates
from kamfield.opportunities.routes import opportunities as opportunities
from kamfield.opportunities.routes.blueprint import blueprint

__all__ = ["blueprint"]
