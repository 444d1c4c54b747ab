"""What can be read of quotations; every statement starts from what the user reaches."""

from kamfield.quotes.queries.follow_ups import FOLLOW_UP_SORTS as FOLLOW_UP_SORTS
from kamfield.quotes.queries.follow_ups import follow_up_by_id as follow_up_by_id
from kamfield.quotes.queries.follow_ups import follow_ups as follow_ups
from kamfield.quotes.queries.follow_ups import open_steps as open_steps
from kamfield.quotes.queries.follow_ups import to_chase as to_chase
from kamfield.quotes.queries.parts import dossier_item_by_id as dossier_item_by_id
from kamfield.quotes.queries.parts import dossier_items_missing as dossier_items_missing
from kamfield.quotes.queries.parts import dossier_of as dossier_of
from kamfield.quotes.queries.parts import files_of as files_of
from kamfield.quotes.queries.parts import lines_ever as lines_ever
from kamfield.quotes.queries.parts import lines_of as lines_of
from kamfield.quotes.queries.quotes import SORTS as SORTS
from kamfield.quotes.queries.quotes import by_id as by_id
from kamfield.quotes.queries.quotes import matching as matching
from kamfield.quotes.queries.quotes import next_serial as next_serial
from kamfield.quotes.queries.quotes import undecided_of as undecided_of
from kamfield.quotes.queries.quotes import visible_to as visible_to
