"""For any WSGI server: `granian --interface wsgi wsgi:application`, `gunicorn wsgi:application`."""

from kamfield.app import build
from kamfield.settings import from_environment

application = build(from_environment())
