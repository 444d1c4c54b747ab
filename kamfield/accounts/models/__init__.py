"""What is kept about a client, a file per subject; every model of the slice can be had from here."""

from kamfield.accounts.models.accounts import Account, CodeTaken
from kamfield.accounts.models.contacts import Contact
from kamfield.accounts.models.duplicates import Mark
from kamfield.accounts.models.facts import Fact
from kamfield.accounts.models.findings import Finding, Gram, Tag
from kamfield.accounts.models.imports import Import, ImportDifference, ImportFinding, SavedMapping
from kamfield.accounts.models.intelligence import Intelligence
from kamfield.accounts.models.part import Part, kinds
from kamfield.accounts.models.places import Locating, Place
from kamfield.accounts.models.team import Member

__all__ = [
    "Account",
    "CodeTaken",
    "Contact",
    "Fact",
    "Finding",
    "Gram",
    "Import",
    "ImportDifference",
    "ImportFinding",
    "Intelligence",
    "Locating",
    "Mark",
    "Member",
    "Part",
    "Place",
    "SavedMapping",
    "Tag",
    "kinds",
]
