"""The slice's blueprint, which every file of routes adds to."""

from kamfield.web.blueprint import Blueprint

blueprint = Blueprint("accounts", __name__, description="The client archive: accounts, team, places, contacts")
