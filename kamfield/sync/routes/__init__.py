"""Where phones sync."""

from kamfield.sync.routes import check, devices, issues, pull, push, schema
from kamfield.sync.routes.blueprint import blueprint

__all__ = ["blueprint", "check", "devices", "issues", "pull", "push", "schema"]
