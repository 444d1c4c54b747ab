"""States and moves, the ladder of follow-ups, what a dossier holds, how money is rounded."""

from kamfield.quotes.rules.dossier import CODE_LISTS as DOSSIER_CODES
from kamfield.quotes.rules.ends import CODE_LISTS as END_CODES
from kamfield.quotes.rules.ladder import CODE_LISTS as LADDER_CODES
from kamfield.quotes.rules.price import CODE_LISTS as PRICE_CODES
from kamfield.quotes.rules.states import CODE_LISTS as STATE_CODES
from kamfield.quotes.rules.states import FollowUpState as FollowUpState
from kamfield.quotes.rules.states import State as State

CODE_LISTS = (*STATE_CODES, *PRICE_CODES, *DOSSIER_CODES, *END_CODES, *LADDER_CODES)
