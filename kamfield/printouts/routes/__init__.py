"""Where printouts are reached."""

from kamfield.printouts.routes.plan_page import page
from kamfield.printouts.routes.plans import blueprint

pages = (page,)

__all__ = ["blueprint", "pages"]
