"""Where phones sync."""

from kamfield.sync.routes import issues, pull, push, schema
from kamfield.sync.routes.blueprint import blueprint

__all__ = ["blueprint", "issues", "pull", "push", "schema"]
