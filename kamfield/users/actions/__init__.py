"""What can be done with people; what other parts of the house call is gathered here."""

from kamfield.users.actions.passwords import invite, issue_link
from kamfield.users.actions.people import add
from kamfield.users.actions.reach import move

__all__ = ["add", "invite", "issue_link", "move"]
