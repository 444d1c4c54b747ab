"""Where the pages are reached."""

from kamfield.pages.routes.month import page as month
from kamfield.pages.routes.plans import page as plans

pages = (plans, month)

__all__ = ["pages"]
