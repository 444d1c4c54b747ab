"""The codes of the decision map with the shorthand that reps write for them; once released they never change."""

from collections.abc import Mapping
from enum import StrEnum

from kamfield.core.codes import code_list
from kamfield.core.texts import N_


class BuyingRole(StrEnum):
    """What somebody's word counts in this purchase."""

    APPROVER = "approver"
    DECISION_MAKER = "decision_maker"
    EVALUATOR = "evaluator"
    END_USER = "end_user"


class Attitude(StrEnum):
    """How somebody takes to what is new."""

    INNOVATOR = "innovator"
    VISIONARY = "visionary"
    PRAGMATIST = "pragmatist"
    CONSERVATIVE = "conservative"
    LAGGARD = "laggard"


class Support(StrEnum):
    """Whether somebody is for us."""

    MENTOR = "mentor"
    SUPPORTER = "supporter"
    NEUTRAL = "neutral"
    NON_SUPPORTER = "non_supporter"
    OPPONENT = "opponent"


class Depth(StrEnum):
    """How well we know somebody."""

    IN_DEPTH = "in_depth"
    MULTIPLE = "multiple"
    BRIEF = "brief"
    NONE = "none"
    UNKNOWN = "unknown"


class Influence(StrEnum):
    """What kind of line joins two people: the organisation's, or the one that everybody knows of."""

    FORMAL = "formal"
    POLITICAL = "political"


class FactorKind(StrEnum):
    """What sort of thing a decision turns on."""

    TECHNICAL_OR_BUSINESS = "technical_or_business"
    PERSONAL = "personal"
    OVERLOOKED = "overlooked"
    OTHER = "other"


class Standing(StrEnum):
    """How an offer stands on one factor, beside the others."""

    AHEAD = "ahead"
    LEVEL = "level"
    BEHIND = "behind"
    UNKNOWN = "unknown"


DECIDERS = frozenset({BuyingRole.APPROVER, BuyingRole.DECISION_MAKER})
FOR_US = frozenset({Support.MENTOR, Support.SUPPORTER})
AGAINST_US = frozenset({Support.OPPONENT, Support.NON_SUPPORTER})
STRANGERS = frozenset({Depth.NONE, Depth.UNKNOWN})

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    BuyingRole: {
        BuyingRole.APPROVER: N_("Approver"),
        BuyingRole.DECISION_MAKER: N_("Decision maker"),
        BuyingRole.EVALUATOR: N_("Evaluator"),
        BuyingRole.END_USER: N_("End user"),
    },
    Attitude: {
        Attitude.INNOVATOR: N_("Innovator"),
        Attitude.VISIONARY: N_("Visionary"),
        Attitude.PRAGMATIST: N_("Pragmatist"),
        Attitude.CONSERVATIVE: N_("Conservative"),
        Attitude.LAGGARD: N_("Laggard"),
    },
    Support: {
        Support.MENTOR: N_("Mentor"),
        Support.SUPPORTER: N_("Supporter"),
        Support.NEUTRAL: N_("Neutral"),
        Support.NON_SUPPORTER: N_("Non-supporter"),
        Support.OPPONENT: N_("Opponent"),
    },
    Depth: {
        Depth.IN_DEPTH: N_("Known in depth"),
        Depth.MULTIPLE: N_("Met several times"),
        Depth.BRIEF: N_("Met briefly"),
        Depth.NONE: N_("No contact"),
        Depth.UNKNOWN: N_("Contact not known"),
    },
    Influence: {Influence.FORMAL: N_("Formal line"), Influence.POLITICAL: N_("Political line")},
    FactorKind: {
        FactorKind.TECHNICAL_OR_BUSINESS: N_("Technical or business"),
        FactorKind.PERSONAL: N_("Personal"),
        FactorKind.OVERLOOKED: N_("Overlooked by the client"),
        FactorKind.OTHER: N_("Another factor"),
    },
    Standing: {
        Standing.AHEAD: N_("Ahead"),
        Standing.LEVEL: N_("Level"),
        Standing.BEHIND: N_("Behind"),
        Standing.UNKNOWN: N_("Not known"),
    },
}

# The shorthand on paper maps. Its five marks mean another code in each list.
SYMBOLS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    BuyingRole: dict(zip(BuyingRole, "※+=-", strict=True)),
    Attitude: dict(zip(Attitude, "※+=-×", strict=True)),
    Support: dict(zip(Support, "※+=-×", strict=True)),
    Depth: dict(zip(Depth, "※+=-?", strict=True)),
}

BUYING_ROLES = code_list("buying_role", BuyingRole, LABELS[BuyingRole], SYMBOLS[BuyingRole])
ATTITUDES = code_list("attitude", Attitude, LABELS[Attitude], SYMBOLS[Attitude])
SUPPORTS = code_list("support", Support, LABELS[Support], SYMBOLS[Support])
DEPTHS = code_list("relationship_depth", Depth, LABELS[Depth], SYMBOLS[Depth])

CODE_LISTS = (
    BUYING_ROLES,
    ATTITUDES,
    SUPPORTS,
    DEPTHS,
    code_list("influence", Influence, LABELS[Influence]),
    code_list("decision_factor", FactorKind, LABELS[FactorKind]),
    code_list("standing", Standing, LABELS[Standing]),
)


def label(code: StrEnum) -> str:
    """The English label of a code, to be translated where it is read."""
    return LABELS[type(code)][code]


def symbol(code: StrEnum | None) -> str:
    """The mark of a code on a map; of what nobody said yet, a question mark."""
    return "?" if code is None else SYMBOLS[type(code)][code]
