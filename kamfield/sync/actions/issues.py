"""Keeps what could not be taken over, once, and lets people see to it."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from kamfield.core.errors import Problem
from kamfield.core.rows import ID_LENGTH
from kamfield.core.texts import N_, translate
from kamfield.core.work import Work
from kamfield.sync import queries
from kamfield.sync.models import SyncIssue

NO_ID = "no-id"


class NotForPhones(Problem):
    """A phone cannot do this: the table or this kind of change is not offered offline."""

    status = 409
    title = N_("This cannot be done offline")
    detail = N_("The app may show this, but it cannot be changed this way.")


class DeletedMeanwhile(Problem):
    """The phone changed what somebody else has deleted."""

    status = 409
    title = N_("Deleted meanwhile")
    detail = N_("Somebody deleted this before your change arrived. What you wrote is kept here.")


class SenderInactive(Problem):
    """Whoever wrote this is no longer active; a colleague may take it over by hand."""

    status = 409
    title = N_("The sender is no longer active")
    detail = N_("This came from the phone of somebody whose access had ended. It is kept here and was not carried out.")


class Unreadable(Problem):
    """A row without an id, or with one that no row can have."""

    status = 422
    title = N_("This row could not be read")
    detail = N_("It has no valid id. What was typed is kept here.")


def note(
    work: Work,
    problem: Problem,
    payload: Mapping[str, Any],
    *,
    device_id: str | None,
    kind: str,
    row_id: str,
    change: str,
    operation: str | None = None,
) -> bool:
    """Keeps a change with what the phone sent; False when the very same was kept before."""
    told = {"kind": kind, "row_id": row_id, "change": change, "operation": operation, "code": problem.code}
    issue_id = _id_of(work.user.id, told, payload)
    if work.db.scalar(queries.any_by_id(issue_id)) is not None:
        return False
    issue = SyncIssue(
        id=issue_id,
        user_id=work.user.id,
        device_id=device_id,
        detail=translate(problem.detail, work.user.locale, **problem.params),
        faults=[fault.said(work.user.locale) for fault in problem.faults],
        payload=dict(payload),
        noted_at=work.now,
        **told,
    )
    work.act("sync_issue.add", work.add(issue), table=kind, code=problem.code)
    work.db.flush()
    return True


def note_unreadable(work: Work, device_id: str | None, kind: str, row: Any) -> bool:
    """Keeps something that has no place in the table it was sent for."""
    payload = dict(row) if isinstance(row, Mapping) else {"sent": row}
    row_id = str(payload.get("id") or NO_ID)[:ID_LENGTH]
    return note(work, Unreadable(), payload, device_id=device_id, kind=kind, row_id=row_id, change="created")


def acknowledge(work: Work, issue_id: str) -> SyncIssue:
    """Somebody has seen to it."""
    issue = work.one(queries.by_id(work.user, issue_id))
    work.act("sync_issue.acknowledge", issue)
    issue.acknowledge(work.user.id, work.now)
    return issue


def _id_of(user_id: str, told: Mapping[str, Any], payload: Mapping[str, Any]) -> str:
    """The same change, pushed a second time because the answer was lost, has the same id."""
    said = json.dumps([user_id, told, payload], sort_keys=True, ensure_ascii=True, default=str)
    return hashlib.sha256(said.encode()).hexdigest()[:32]
