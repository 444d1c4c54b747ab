"""Where the pages are reached."""

from kamfield.pages.routes.month import page as month
from kamfield.pages.routes.new_item import page as new_item
from kamfield.pages.routes.own_week import page as own_week
from kamfield.pages.routes.plans import page as plans
from kamfield.pages.routes.prices import page as prices
from kamfield.pages.routes.team import page as team
from kamfield.pages.routes.week import page as week

pages = (plans, month, week, own_week, new_item, team, prices)

__all__ = ["pages"]
