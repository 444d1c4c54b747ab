"""Where quotations are reached: one blueprint, a file of routes per subject."""

from kamfield.quotes.routes import answers as answers
from kamfield.quotes.routes import dossier as dossier
from kamfield.quotes.routes import follow_ups as follow_ups
from kamfield.quotes.routes import papers as papers
from kamfield.quotes.routes import prices as prices
from kamfield.quotes.routes import quotes as quotes
from kamfield.quotes.routes import revisions as revisions
from kamfield.quotes.routes.blueprint import blueprint

__all__ = ["blueprint"]
