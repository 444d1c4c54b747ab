"""Where quotations are reached, from the enquiry until they go out."""

from typing import Any

from sqlalchemy import Select

from kamfield.core.work import Work
from kamfield.quotes import actions, queries
from kamfield.quotes.actions.shown import QuoteInFull, shown
from kamfield.quotes.models import Quote
from kamfield.quotes.routes.blueprint import blueprint
from kamfield.quotes.schemas.answers import Sending
from kamfield.quotes.schemas.lines import QuoteLines
from kamfield.quotes.schemas.quotes import (
    QuoteChange,
    QuoteCountsSchema,
    QuoteDraft,
    QuoteFilter,
    QuoteInFullSchema,
    QuoteQuery,
    QuoteSchema,
)


@blueprint.list("/quotes", QuoteQuery, QuoteSchema, sorts=queries.SORTS)
def list_quotes(work: Work, query: dict[str, Any]) -> Select[Quote]:
    """The quotations you reach.

    `?state=sent&chase_until=2026-03-08` are those that ask for a call this week, and
    `?state=sent&valid_to=2026-03-31&sort=valid_until` those that expire this month.
    """
    return queries.matching(work.user, **query)


@blueprint.get("/quotes/counts", QuoteCountsSchema, query=QuoteFilter)
def count_quotes(work: Work, query: dict[str, Any]) -> dict[str, Any]:
    """How many quotations you reach and what they come to, by state and currency, with the filters of the list."""
    return {"items": work.db.execute(queries.counts(queries.matching(work.user, **query))).all()}


@blueprint.post("/quotes", QuoteDraft, QuoteSchema, status=201)
def add_quote(work: Work, body: dict[str, Any]) -> Quote:
    """Note an enquiry, if you like with its lines and with what is known for the dossier.

    Its number is given by the server: without gaps in a year, in the order of arrival.
    """
    return actions.add(work, **body)


@blueprint.get("/quotes/<id:quote_id>", QuoteInFullSchema)
def read_quote(work: Work, quote_id: str) -> QuoteInFull:
    """A quotation with its lines, and what is taxed at each rate."""
    return shown(work, quote_id)


@blueprint.patch("/quotes/<id:quote_id>", QuoteChange, QuoteSchema)
def change_quote(work: Work, body: dict[str, Any], version: int | None, quote_id: str) -> Quote:
    """Change an undecided quotation. A new last valid day moves the follow-ups that hang on it.

    What was sent stays as it was: only what is not on the paper changes, and the last valid day; anything else is 409
    `revision-needed`. Another `probability` of the last one sent for an opportunity is that of the opportunity, too.
    """
    return actions.change(work, quote_id, version, **body)


@blueprint.put("/quotes/<id:quote_id>/lines", QuoteLines, QuoteInFullSchema)
def set_quote_lines(work: Work, body: dict[str, Any], version: int | None, quote_id: str) -> QuoteInFull:
    """Set all lines, in their order; `If-Match` is the quotation's version.

    A line's net is quantity × price less its discount, its tax the rounded net × its rate; both are rounded once, on
    the line, half up, to the smallest unit of the currency (none after the point for JPY). The amount is the sum of
    the nets. Another price returns an approval to `open`.
    """
    actions.set_lines(work, quote_id, version, body["lines"])
    return shown(work, quote_id)


@blueprint.post("/quotes/<id:quote_id>/readiness", None, QuoteSchema)
def make_quote_ready(work: Work, quote_id: str) -> Quote:
    """Say that everything it needs is there, so that it can be sent.

    409 `dossier-incomplete` while an item that the company requires is missing; `missing` has their codes.
    """
    return actions.make_ready(work, quote_id)


@blueprint.delete("/quotes/<id:quote_id>/readiness", QuoteSchema)
def reopen_quote(work: Work, version: int | None, quote_id: str) -> Quote:
    """Back to the enquiry: something is to be asked after all."""
    return actions.reopen(work, quote_id, version)


@blueprint.post("/quotes/<id:quote_id>/sending", Sending, QuoteSchema)
def send_quote(work: Work, body: dict[str, Any], quote_id: str) -> Quote:
    """Note that it went to the client.

    Follow-ups fall due 3, 7 and 14 days later and 3 days before its last valid day; at the end of that day, in the
    client's time zone, an unanswered quotation expires. 409 `price-not-approved` while a line has more discount than
    the policy allows and no manager has approved the price. Its opportunity, if it has one, is worth its amount now,
    and as likely as its `probability` says, if that is known.
    """
    return actions.send(work, quote_id, **body)
