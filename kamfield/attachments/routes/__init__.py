"""Where attachments and their bytes are reached."""

from kamfield.attachments.routes import content as content
from kamfield.attachments.routes.attachments import blueprint
from kamfield.attachments.routes.uploads import blueprint as upload_blueprint

__all__ = ["blueprint", "upload_blueprint"]
