"""What a quotation tells the opportunity it was made for: what it asks, and how likely its owner thinks it."""

from kamfield.core.work import Work
from kamfield.opportunities.actions import take_offer
from kamfield.opportunities.rules.offers import Offer
from kamfield.quotes import queries
from kamfield.quotes.models import Quote
from kamfield.quotes.rules.states import State


def tell_opportunity(work: Work, quote: Quote) -> None:
    """What a quotation that the client has asks for is what its opportunity is worth, and as likely as it says."""
    if quote.state == State.SENT and quote.opportunity_id is not None:
        offer = Offer(quote.id, quote.amount, quote.currency, quote.probability)
        take_offer(work, quote.opportunity_id, offer)


def tell_probability(work: Work, quote: Quote) -> None:
    """Another probability counts when it is that of the last quotation sent: amount and probability go together."""
    work.db.flush()
    if quote.opportunity_id is not None and _is_the_last_sent(work, quote, quote.opportunity_id):
        take_offer(work, quote.opportunity_id, Offer(quote.id, probability=quote.probability))


def _is_the_last_sent(work: Work, quote: Quote, opportunity_id: str) -> bool:
    return work.db.scalars(queries.sent_for(opportunity_id)).first() is quote
