"""What clients promised."""

from typing import Any

from sqlalchemy import Select

from kamfield.core.work import Work
from kamfield.visits.actions import commitments
from kamfield.visits.models import Commitment
from kamfield.visits.queries import parts
from kamfield.visits.routes.blueprint import blueprint
from kamfield.visits.schemas.commitments import CommitmentOutcome, CommitmentQuery, CommitmentSchema


@blueprint.list("/commitments", CommitmentQuery, CommitmentSchema, sorts=parts.COMMITMENT_SORTS)
def list_commitments(work: Work, query: dict[str, Any]) -> Select[Commitment]:
    """What clients promised at visits; `state=open&due_to=` gives those to look after."""
    return parts.commitments(work.user, **query)


@blueprint.get("/commitments/<id:commitment_id>", CommitmentSchema)
def read_commitment(work: Work, commitment_id: str) -> Commitment:
    """One promise of a client."""
    return work.one(parts.commitment(work.user, commitment_id))


@blueprint.post("/commitments/<id:commitment_id>/outcome", CommitmentOutcome, CommitmentSchema)
def conclude_commitment(work: Work, body: dict[str, Any], commitment_id: str) -> Commitment:
    """Say whether the client kept it."""
    return commitments.conclude(work, commitment_id, **body)
