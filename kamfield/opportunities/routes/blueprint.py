"""The blueprint of all routes of opportunities."""

from kamfield.web.blueprint import Blueprint

blueprint = Blueprint("opportunities", __name__, description="Opportunities, their gates, the forecast")
