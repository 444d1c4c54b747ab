"""What is told beside the ids of quotations: whoever sees the id in an answer may know it."""

from typing import Any

from sqlalchemy import select

from kamfield.core.names import Rows
from kamfield.quotes.models import Quote


def numbers_of(ids: Any) -> Rows:
    """Id and number."""
    return select(Quote.id, Quote.number).where(Quote.id.in_(ids))


def titles_of(ids: Any) -> Rows:
    """Id and title."""
    return select(Quote.id, Quote.title).where(Quote.id.in_(ids))
