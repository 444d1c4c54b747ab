"""Where quotations end: won, lost, withdrawn."""

from typing import Any

from kamfield.core.work import Work
from kamfield.quotes import actions
from kamfield.quotes.models import Quote
from kamfield.quotes.routes.blueprint import blueprint
from kamfield.quotes.schemas.answers import Loss, Win, Withdrawal
from kamfield.quotes.schemas.quotes import QuoteSchema


@blueprint.post("/quotes/<id:quote_id>/win", Win, QuoteSchema)
def win_quote(work: Work, body: dict[str, Any], quote_id: str) -> Quote:
    """The client ordered. Its follow-ups end."""
    return actions.win(work, quote_id, **body)


@blueprint.post("/quotes/<id:quote_id>/loss", Loss, QuoteSchema)
def lose_quote(work: Work, body: dict[str, Any], quote_id: str) -> Quote:
    """The client will not order: why, who got it, and at what price. Its follow-ups end."""
    return actions.lose(work, quote_id, **body)


@blueprint.post("/quotes/<id:quote_id>/withdrawal", Withdrawal, QuoteSchema)
def withdraw_quote(work: Work, body: dict[str, Any], quote_id: str) -> Quote:
    """Take it back. Its follow-ups end."""
    return actions.withdraw(work, quote_id, **body)
