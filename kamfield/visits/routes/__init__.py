"""Where visits are reached: one blueprint, a file of routes per subject."""

from kamfield.visits.routes import checklists as checklists
from kamfield.visits.routes import checks as checks
from kamfield.visits.routes import commitments as commitments
from kamfield.visits.routes import effort as effort
from kamfield.visits.routes import objectives as objectives
from kamfield.visits.routes import reports as reports
from kamfield.visits.routes import visits as visits
from kamfield.visits.routes.blueprint import blueprint
from kamfield.visits.routes.minutes_page import page

pages = (page,)

__all__ = ["blueprint", "pages"]
