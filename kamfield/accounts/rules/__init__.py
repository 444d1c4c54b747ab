"""Codes of the client archive."""

import unicodedata
from enum import StrEnum


class Relationship(StrEnum):
    """How close we are to a client."""

    ORDINARY = "ordinary"
    PARTNER = "partner"
    STRATEGIC = "strategic"


class Tier(StrEnum):
    """How much a client matters; decides how often it is visited."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


class Status(StrEnum):
    """Where a client stands in its life with us."""

    PROSPECT = "prospect"
    ACTIVE = "active"
    DORMANT = "dormant"
    LOST = "lost"


class MemberRole(StrEnum):
    """What somebody is on an account's team; exactly one is the lead."""

    LEAD = "lead"
    MEMBER = "member"


class Layer(StrEnum):
    """On which layer of the client a contact decides."""

    USER = "user"
    INFLUENCER = "influencer"
    DECIDER = "decider"


def sort_key(name: str) -> str:
    """The name as it is sorted and searched: one form of each letter, no capitals, single blanks."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
