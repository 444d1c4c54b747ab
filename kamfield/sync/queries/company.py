"""The rows by which phones know code lists and policies."""

from typing import TypeVar

from sqlalchemy import Select, select

from kamfield.sync.models import CodeRow, PolicyValue

Said = TypeVar("Said", CodeRow, PolicyValue)


def rows_of(model: type[Said]) -> Select[Said]:
    """All of them, also what a release has dropped."""
    return select(model).order_by(model.id)
