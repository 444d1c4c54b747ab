"""What is kept about a client, a file per subject; every model of the slice can be had from here."""

from kamfield.accounts.models.accounts import Account, CodeTaken
from kamfield.accounts.models.contacts import Contact
from kamfield.accounts.models.part import Part
from kamfield.accounts.models.places import Place
from kamfield.accounts.models.team import Member

__all__ = ["Account", "CodeTaken", "Contact", "Member", "Part", "Place"]
