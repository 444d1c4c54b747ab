"""Where days and briefs are reached."""

from kamfield.days.routes import brief as brief
from kamfield.days.routes import day as day
from kamfield.days.routes.blueprint import blueprint

__all__ = ["blueprint"]
