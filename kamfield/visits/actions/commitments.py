"""What clients promised."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from kamfield.core.work import Work
from kamfield.visits.models import Commitment, Visit
from kamfield.visits.queries import parts
from kamfield.visits.queries.visits import contacts_of
from kamfield.visits.rules.codes import CommitmentState


def set_commitments(work: Work, visit: Visit, drafts: Sequence[dict[str, Any]]) -> None:
    """The promises of a visit: exactly these. One that is sent with its id keeps it."""
    present = {row.id: row for row in work.all(parts.of_visit(Commitment, visit.id))}
    for row_id in present.keys() - {draft.get("id") for draft in drafts}:
        present[row_id].delete(work.now)
    for place, draft in enumerate(drafts):
        _set_one(work, visit, present.get(draft.get("id", "")), place, **draft)


def conclude(work: Work, commitment_id: str, state: CommitmentState) -> Commitment:
    """Somebody looked whether the client did it."""
    commitment = work.one(parts.commitment(work.user, commitment_id))
    work.act("commitment.conclude", commitment, state=state, text=commitment.text)
    commitment.conclude(state, work.now)
    return commitment


def _set_one(
    work: Work,
    visit: Visit,
    row: Commitment | None,
    place: int,
    *,
    text: str,
    due_on: date,
    contact_id: str | None = None,
    id: str | None = None,
) -> None:
    if contact_id is not None:
        work.referred(f"/commitments/{place}/contact_id", contacts_of(work.user, visit.account_id, [contact_id]))
    if row is None:
        owner = {"visit_id": visit.id, "rep_id": visit.rep_id, "account_id": visit.account_id}
        row = work.add(Commitment(**owner, **({"id": id} if id else {}), text=text, due_on=due_on))
    row.text, row.due_on, row.contact_id = text, due_on, contact_id
