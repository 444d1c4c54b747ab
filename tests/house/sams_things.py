"""Things of sam's, whom li and mei do not reach: what nobody may hang their own things on, or ask by."""

from dataclasses import replace
from datetime import timedelta

from kamfield.accounts.actions import import_mappings
from kamfield.core.work import Work
from kamfield.opportunities.actions import opportunities
from kamfield.todos import actions as todos
from tests.accounts.sheets import CLINICS
from tests.cast import Cast
from tests.make.accounts import make_account, make_contact, make_place
from tests.make.plans import APRIL
from tests.make.quotes import make_quote
from tests.make.visits import make_objective, make_visit

SECRET = "Sam keeps this from li"


def sams_things(work: Work) -> dict[str, str]:
    """The id of one of each, by what it is; whatever of it is a text says `SECRET`."""
    sam = replace(work, user=Cast.sam.actor)
    account = make_account(work, Cast.sam, name=SECRET, code="SAM-1")
    visit = make_visit(work, account, Cast.sam, day=APRIL + timedelta(days=7))
    opportunity = opportunities.add(sam, account_id=account.id, name=SECRET, expected_close_on=APRIL)
    item = todos.add(sam, title=SECRET, account_id=account.id)
    mapping = import_mappings.add(sam, name=SECRET, definition=CLINICS)
    work.db.flush()
    return {
        "user": Cast.sam.id,
        "account": account.id,
        "place": make_place(work, account, label=SECRET).id,
        "contact": make_contact(work, account, name=SECRET).id,
        "visit": visit.id,
        "objective": make_objective(work, visit, Cast.sam).id,
        "opportunity": opportunity.id,
        "quote": make_quote(sam, account.id, title=SECRET).id,
        "list": item.list_id,
        "mapping": mapping.id,
        "line": visit.id,
    }
