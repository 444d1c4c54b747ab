"""The one blueprint of the slice."""

from kamfield.web.blueprint import Blueprint

blueprint = Blueprint("quotes", __name__, description="Quotations: dossier, lines, revisions, follow-ups")
