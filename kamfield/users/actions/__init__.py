"""What can be done with people; what other parts of the house call is gathered here."""

from kamfield.users.actions.line import deciders_above
from kamfield.users.actions.passwords import invite, issue_link
from kamfield.users.actions.people import add
from kamfield.users.actions.reach import move
from kamfield.users.actions.sign_in import as_actor

__all__ = ["add", "as_actor", "deciders_above", "invite", "issue_link", "move"]
