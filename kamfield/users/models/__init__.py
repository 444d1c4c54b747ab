"""What is stored about people: users and their reach, sign-in, days away, hand-overs."""

from kamfield.users.models.away import Absence, Delegation
from kamfield.users.models.handovers import Handover, HandoverReceiver
from kamfield.users.models.people import Reach, User
from kamfield.users.models.sign_in import MailedLink, OneTimeLink, Session

__all__ = [
    "Absence",
    "Delegation",
    "Handover",
    "HandoverReceiver",
    "MailedLink",
    "OneTimeLink",
    "Reach",
    "Session",
    "User",
]
