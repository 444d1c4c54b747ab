"""Where reminders are reached."""

from kamfield.reminders.routes.ledger import blueprint
from kamfield.reminders.routes.notices import blueprint as notices
from kamfield.reminders.routes.settings import blueprint as settings
from kamfield.reminders.routes.stuck import blueprint as stuck
from kamfield.reminders.routes.unsubscribe_page import page

blueprints = (blueprint, notices, settings, stuck)
pages = (page,)

__all__ = ["blueprints", "pages"]
