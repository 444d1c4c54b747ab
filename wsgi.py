"""For any WSGI server: `granian --interface wsgi wsgi:application`, `gunicorn wsgi:application`."""

from kamfield.app import to_serve
from kamfield.core import logs
from kamfield.settings import from_environment

settings = from_environment()
logs.start(settings.log_level)
application = to_serve(settings)
