"""The slice's blueprint, which every file of routes adds to."""

from kamfield.web.blueprint import Blueprint

blueprint = Blueprint("days", __name__, description="The day of a rep, and what to know at a client's door")
