"""Codes that policies choose from."""

from enum import StrEnum


class Unplanned(StrEnum):
    """What becomes of a visit that no plan has."""

    TAG = "tag"
    APPROVE = "approve"


class AutoApproval(StrEnum):
    """What must hold for a plan that is approved without a manager."""

    NO_WARNINGS = "no_warnings"
    ACCOUNTS_COVERED = "accounts_covered"
    WITHIN_CAPACITY = "within_capacity"


class CheckIn(StrEnum):
    """What a check-in away from the client leads to: nothing, a remark, or a refusal."""

    NONE = "none"
    SOFT = "soft"
    HARD = "hard"


class WeakObjective(StrEnum):
    """What a weak objective leads to."""

    WARN = "warn"
    BLOCK = "block"


class DossierItem(StrEnum):
    """What must be known before a quotation is made."""

    DRAWINGS = "drawings"
    QUANTITY = "quantity"
    ANNUAL_USAGE = "annual_usage"
    TECHNICAL_REQUIREMENTS = "technical_requirements"
    APPLICATION = "application"
    SAMPLE = "sample"


class Weekday(StrEnum):
    """A day of the week, Monday first."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"
