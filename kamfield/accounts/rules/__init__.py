"""Codes of the client archive."""

from datetime import date
from enum import StrEnum

from kamfield.accounts.rules.folding import sort_key as sort_key
from kamfield.core.codes import code_list
from kamfield.core.texts import N_

NEVER = date(1900, 1, 1)  # sorts before every day on which a client was visited
MOST_LEVELS = 30  # of groups and their plants
FEW_CONTACTS = 3  # an account with fewer active contacts is flagged
MOST_CORRECTION_METRES = 200  # a fix that is less exact does not correct a point


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


class Location(StrEnum):
    """Where the point of a place comes from, or why there is none."""

    MISSING = "missing"
    WAITING = "waiting"
    NOT_FOUND = "not_found"
    MAPS = "maps"
    GIVEN = "given"
    ON_THE_SPOT = "on_the_spot"


class Flag(StrEnum):
    """What should be looked at on an account."""

    FEW_CONTACTS = "few_contacts"


CODE_LISTS = (
    code_list(
        "relationship",
        Relationship,
        {
            Relationship.ORDINARY: N_("Ordinary"),
            Relationship.PARTNER: N_("Partner"),
            Relationship.STRATEGIC: N_("Strategic"),
        },
    ),
    code_list("tier", Tier, {Tier.A: N_("Tier A"), Tier.B: N_("Tier B"), Tier.C: N_("Tier C"), Tier.D: N_("Tier D")}),
    code_list(
        "account_status",
        Status,
        {
            Status.PROSPECT: N_("Prospect"),
            Status.ACTIVE: N_("Active"),
            Status.DORMANT: N_("Dormant"),
            Status.LOST: N_("Lost client"),
        },
    ),
    code_list("member_role", MemberRole, {MemberRole.LEAD: N_("Lead"), MemberRole.MEMBER: N_("Team member")}),
    code_list(
        "layer",
        Layer,
        {
            Layer.USER: N_("User layer"),
            Layer.INFLUENCER: N_("Influencer layer"),
            Layer.DECIDER: N_("Decider layer"),
        },
    ),
    code_list(
        "location",
        Location,
        {
            Location.MISSING: N_("No address and no point"),
            Location.WAITING: N_("Waiting for the map"),
            Location.NOT_FOUND: N_("Address not found on the map"),
            Location.MAPS: N_("Found on the map"),
            Location.GIVEN: N_("Entered by hand"),
            Location.ON_THE_SPOT: N_("Taken on the spot"),
        },
    ),
    code_list("account_flag", Flag, {Flag.FEW_CONTACTS: N_("Fewer than three active contacts")}),
)
