"""Where quotations end: won, lost, withdrawn."""

from typing import Any

from kamfield.core.work import Work
from kamfield.quotes import actions
from kamfield.quotes.actions.ends import Ended
from kamfield.quotes.routes.blueprint import blueprint
from kamfield.quotes.schemas.answers import EndedQuoteSchema, Loss, Win, Withdrawal


@blueprint.post("/quotes/<id:quote_id>/win", Win, EndedQuoteSchema)
def win_quote(work: Work, body: dict[str, Any], quote_id: str) -> Ended:
    """The client ordered. Its follow-ups end, and its opportunity is won with it when nothing else is left of that.

    Something is left while another quotation for it is being made or waits for an answer, when its orders are in
    several currencies, or when its owner set a higher amount than was ordered; then `opportunity.asks` says what is to
    be decided. `"opportunity": "won"` wins it all the same, `"open"` keeps it open after a partial order. An
    opportunity that is won this way is worth what all its orders come to.
    """
    return actions.win(work, quote_id, **body)


@blueprint.post("/quotes/<id:quote_id>/loss", Loss, EndedQuoteSchema)
def lose_quote(work: Work, body: dict[str, Any], quote_id: str) -> Ended:
    """The client will not order: why, who got it, and at what price. Its follow-ups end.

    `"opportunity": "lost"` loses its opportunity for the same reason, with what was `learned`. Unless told, that stays
    open, and `opportunity.asks` when this was the last quotation for it.
    """
    return actions.lose(work, quote_id, **body)


@blueprint.post("/quotes/<id:quote_id>/withdrawal", Withdrawal, EndedQuoteSchema)
def withdraw_quote(work: Work, body: dict[str, Any], quote_id: str) -> Ended:
    """Take it back. Its follow-ups end."""
    return actions.withdraw(work, quote_id, **body)
