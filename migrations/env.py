"""Where Alembic meets our models; started by `kamfield migrate` and `make migration`."""

from typing import Any, Literal

from alembic import context

from kamfield import wiring as wiring  # knows every slice, and so every table
from kamfield.core.rows import Base
from kamfield.core.types import Exact, Instant, Json


def render_type(kind: str, item: Any, _autogenerate: Any) -> str | Literal[False]:
    """Our own column types by their names, so that a migration reads like the models."""
    if kind != "type":
        return False
    if item is Json:
        return "types.Json"
    if isinstance(item, Instant):
        return "types.Instant()"
    return f"types.Exact({item.scale})" if isinstance(item, Exact) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
    render_item=render_type,
)
with context.begin_transaction():
    context.run_migrations()
