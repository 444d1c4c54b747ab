"""Where prices with a large discount are asked for and decided."""

from typing import Any

from sqlalchemy import Select

from kamfield.core.work import Work
from kamfield.quotes import actions, queries
from kamfield.quotes.models import Quote
from kamfield.quotes.routes.blueprint import blueprint
from kamfield.quotes.schemas.prices import PriceApproval, PriceRefusal, PriceRequest
from kamfield.quotes.schemas.quotes import QuoteSchema
from kamfield.web.paging import ListQuery


@blueprint.list("/quotes/awaiting-price-approval", ListQuery, QuoteSchema, sorts=queries.SORTS)
def list_quotes_awaiting_price_approval(work: Work, query: dict[str, Any]) -> Select[Quote]:
    """Other people's quotations whose price waits for a decision."""
    return queries.awaiting_price_approval(work.user)


@blueprint.post("/quotes/<id:quote_id>/price-request", PriceRequest, QuoteSchema)
def ask_for_price(work: Work, body: dict[str, Any], quote_id: str) -> Quote:
    """Ask a manager to approve the price: needed when a line has more discount than the policy allows.

    The nearest manager above is asked; after the policy's hours the next one up.
    """
    return actions.ask_price(work, quote_id, **body)


@blueprint.post("/quotes/<id:quote_id>/price-approval", PriceApproval, QuoteSchema)
def approve_price(work: Work, body: dict[str, Any], quote_id: str) -> Quote:
    """Approve the price as it is, as a manager above the owner or as who stands in for one; never one's own.

    Any change of the price afterwards asks again.
    """
    return actions.approve_price(work, quote_id, **body)


@blueprint.post("/quotes/<id:quote_id>/price-refusal", PriceRefusal, QuoteSchema)
def refuse_price(work: Work, body: dict[str, Any], quote_id: str) -> Quote:
    """Refuse the price, with the reason; with another price it can be asked for again."""
    return actions.refuse_price(work, quote_id, **body)
