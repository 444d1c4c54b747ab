"""Where phones sync."""

from kamfield.sync.routes import pull
from kamfield.sync.routes.blueprint import blueprint

__all__ = ["blueprint", "pull"]
