"""Where phones sync."""

from kamfield.sync.routes import issues, push
from kamfield.sync.routes.blueprint import blueprint

__all__ = ["blueprint", "issues", "push"]
