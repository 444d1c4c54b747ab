"""The codes of visits and call reports; once released they never change."""

from enum import StrEnum


class Form(StrEnum):
    """What kind of activity a visit is."""

    SALES_VISIT = "sales_visit"
    TECHNICAL_SEMINAR = "technical_seminar"
    PROJECT_EXCHANGE = "project_exchange"
    SOLUTION_DEMO = "solution_demo"
    EXECUTIVE_VISIT = "executive_visit"
    SITE_INSPECTION = "site_inspection"
    NEGOTIATION = "negotiation"
    EXHIBITION = "exhibition"
    TRAINING = "training"
    PHONE_CALL = "phone_call"
    VIDEO_CALL = "video_call"
    OTHER = "other"


REMOTE = frozenset({Form.PHONE_CALL, Form.VIDEO_CALL})


class Purpose(StrEnum):
    """Why a client is visited."""

    BUILD_RAPPORT = "build_rapport"
    GATHER_INFORMATION = "gather_information"
    STRENGTHEN_POSITION = "strengthen_position"
    MOVE_FORWARD = "move_forward"


class State(StrEnum):
    """Where a visit stands."""

    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    REPORTED = "reported"
    CANCELLED = "cancelled"
    MISSED = "missed"


class CancelReason(StrEnum):
    """Why a visit did not take place."""

    CLIENT_CANCELLED = "client_cancelled"
    CLIENT_ABSENT = "client_absent"
    REP_ILL = "rep_ill"
    TRAVEL = "travel"
    OTHER_PRIORITY = "other_priority"
    NOT_NEEDED = "not_needed"
    PLAN_DECISION = "plan_decision"
    OTHER = "other"


class W(StrEnum):
    """The five questions of a preparation."""

    WHO = "who"
    WHAT = "what"
    WHY = "why"
    WHERE = "where"
    WHEN = "when"


class ObjectiveKind(StrEnum):
    """What an objective is for."""

    ADVANCE_SALE = "advance_sale"
    STRENGTHEN_RELATIONSHIP = "strengthen_relationship"


class Result(StrEnum):
    """What became of an objective."""

    ACHIEVED = "achieved"
    PARTLY = "partly"
    NOT = "not"


class Outcome(StrEnum):
    """How a visit ended for the sale."""

    ORDER = "order"
    ADVANCE = "advance"
    CONTINUATION = "continuation"
    NO_SALE = "no_sale"


class StepResult(StrEnum):
    """Whether a step of a checklist was taken."""

    DONE = "done"
    NOT = "not"
    NOT_APPLICABLE = "na"


class CheckKind(StrEnum):
    """Arriving or leaving."""

    IN = "in"
    OUT = "out"


class CommitmentState(StrEnum):
    """Whether the client did what they said."""

    OPEN = "open"
    KEPT = "kept"
    BROKEN = "broken"
