"""Where calendars are reached."""

from kamfield.calendars.routes.feed_file import page
from kamfield.calendars.routes.feeds import blueprint

pages = (page,)

__all__ = ["blueprint", "pages"]
