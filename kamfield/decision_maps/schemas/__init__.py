"""Decision maps on the wire, a file per subject."""

from kamfield.decision_maps.schemas.assessments import AssessmentDraft, AssessmentQuery, AssessmentSchema, Retraction
from kamfield.decision_maps.schemas.factors import FactorChange, FactorDraft, FactorSchema
from kamfield.decision_maps.schemas.influences import InfluenceDraft, InfluenceSchema
from kamfield.decision_maps.schemas.maps import DrawingQuery, MapSchema

__all__ = [
    "AssessmentDraft",
    "AssessmentQuery",
    "AssessmentSchema",
    "DrawingQuery",
    "FactorChange",
    "FactorDraft",
    "FactorSchema",
    "InfluenceDraft",
    "InfluenceSchema",
    "MapSchema",
    "Retraction",
]
