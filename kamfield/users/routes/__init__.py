"""Where people and sign-in are reached."""

from kamfield.users.routes.away import blueprint as away
from kamfield.users.routes.forgotten_page import page as forgotten_page
from kamfield.users.routes.handovers import blueprint as handovers
from kamfield.users.routes.password_page import page
from kamfield.users.routes.passwords import blueprint as passwords
from kamfield.users.routes.people import blueprint as people
from kamfield.users.routes.sign_in import blueprint as sign_in
from kamfield.users.routes.sign_in_page import page as sign_in_page

blueprints = (sign_in, passwords, people, away, handovers)
pages = (page, sign_in_page, forgotten_page)

__all__ = ["blueprints", "pages"]
