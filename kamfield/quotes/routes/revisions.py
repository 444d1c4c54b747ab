"""Where another offer is made after the first."""

from typing import Any

from sqlalchemy import Select

from kamfield.core.work import Work
from kamfield.quotes import actions, queries
from kamfield.quotes.actions.shown import RevisionInFull, revision_shown
from kamfield.quotes.models import Quote, Revision
from kamfield.quotes.routes.blueprint import blueprint
from kamfield.quotes.schemas.quotes import QuoteSchema
from kamfield.quotes.schemas.revisions import Renewal, RevisionBegun, RevisionInFullSchema, RevisionSchema
from kamfield.web.paging import ListQuery


@blueprint.list("/quotes/<id:quote_id>/revisions", ListQuery, RevisionSchema, sorts=queries.REVISION_SORTS)
def list_revisions(work: Work, query: dict[str, Any], quote_id: str) -> Select[Revision]:
    """The earlier revisions of a quotation; the present one is the quotation itself."""
    return queries.revisions_of(work.one(queries.by_id(work.user, quote_id)).id)


@blueprint.post("/quotes/<id:quote_id>/revisions", RevisionBegun, QuoteSchema)
def revise_quote(work: Work, body: dict[str, Any], quote_id: str) -> Quote:
    """Begin the next revision of a quotation that was sent or has expired.

    What the client has is frozen with its lines, totals and days. The quotation is `ready` again, with a copy of the
    lines to be changed; its number stays, its `reference` becomes `Q2026-0042-R2`. What was to be chased rests until
    it is sent.
    """
    return actions.revise(work, quote_id, **body)


@blueprint.get("/revisions/<id:revision_id>", RevisionInFullSchema)
def read_revision(work: Work, revision_id: str) -> RevisionInFull:
    """An earlier revision with its lines."""
    return revision_shown(work, revision_id)


@blueprint.delete("/quotes/<id:quote_id>/revision-draft", QuoteSchema)
def drop_revision(work: Work, version: int | None, quote_id: str) -> Quote:
    """Take the unsent revision back: what the client has is the quotation again, and is chased again."""
    return actions.drop_revision(work, quote_id, version)


@blueprint.post("/quotes/<id:quote_id>/renewal", Renewal, QuoteSchema)
def renew_quote(work: Work, body: dict[str, Any], quote_id: str) -> Quote:
    """Give an expired quotation another last valid day. It is sent again as it is, and chased from today on."""
    return actions.renew(work, quote_id, **body)
