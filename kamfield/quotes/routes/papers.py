"""Where a quotation is printed."""

from typing import Any

from flask import Response

from kamfield.core.papers.write_pdf import write_pdf
from kamfield.core.work import Work
from kamfield.quotes.actions.paper import paper_of
from kamfield.quotes.routes.blueprint import blueprint
from kamfield.quotes.schemas.quotes import PaperQuery
from kamfield.web.problems import locale_of_request

PDF = "application/pdf"


@blueprint.download("/quotes/<id:quote_id>/pdf", PaperQuery, content_types=(PDF,))
def print_quote(work: Work, query: dict[str, Any], quote_id: str) -> Response:
    """The quotation as PDF, in English or Chinese, every glyph embedded; also an earlier revision.

    Name and address of the company are the policies `company_name` and `company_address`. What was not sent yet is
    marked as a draft, an earlier revision as replaced.
    """
    paper = paper_of(work, quote_id, query.get("language") or locale_of_request(), query.get("revision"))
    work.db.close()  # all is read: nobody waits for the connection while the pages are drawn
    response = Response(write_pdf(paper), content_type=PDF)
    response.headers["Content-Disposition"] = f'inline; filename="{paper.reference}.pdf"'
    return response
