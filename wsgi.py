"""For any WSGI server: `granian --interface wsgi wsgi:application`, `gunicorn wsgi:application`."""

from kamfield.app import build
from kamfield.core import logs
from kamfield.settings import from_environment

settings = from_environment()
logs.start(settings.log_level)
application = build(settings)
