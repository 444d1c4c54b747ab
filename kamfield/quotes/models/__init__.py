"""Quotations and what belongs to them: lines, dossier, revisions, follow-ups, replies of the client."""

from kamfield.quotes.models.dossier import DossierItem as DossierItem
from kamfield.quotes.models.follow_ups import FollowUp as FollowUp
from kamfield.quotes.models.follow_ups import Reply as Reply
from kamfield.quotes.models.lines import QuoteLine as QuoteLine
from kamfield.quotes.models.numbers import PriceWait as PriceWait
from kamfield.quotes.models.numbers import QuoteYear as QuoteYear
from kamfield.quotes.models.numbers import Validity as Validity
from kamfield.quotes.models.quotes import Quote as Quote
from kamfield.quotes.models.revisions import Revision as Revision
