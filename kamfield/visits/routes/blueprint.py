"""The slice's blueprint, which every file of routes adds to."""

from kamfield.web.blueprint import Blueprint

blueprint = Blueprint("visits", __name__, description="Visits, their objectives, check-ins and call reports")
