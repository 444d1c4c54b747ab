"""What could not be taken over."""

from typing import Any

from sqlalchemy import Select

from kamfield.core.work import Work
from kamfield.sync import queries
from kamfield.sync.actions import issues as actions
from kamfield.sync.models import SyncIssue
from kamfield.sync.routes.blueprint import blueprint
from kamfield.sync.schemas.issues import SyncIssueQuery, SyncIssueSchema


@blueprint.list("/sync/issues", SyncIssueQuery, SyncIssueSchema, sorts=queries.SORTS, usual="-noted_at")
def list_sync_issues(work: Work, query: dict[str, Any]) -> Select[SyncIssue]:
    """What phones of the people you reach sent and could not be carried out; nothing of it is lost.

    `?acknowledged=false` is what nobody has seen to.
    """
    return queries.matching(work.user, **query)


@blueprint.get("/sync/issues/<id:sync_issue_id>", SyncIssueSchema)
def read_sync_issue(work: Work, sync_issue_id: str) -> Select[SyncIssue]:
    """One of them."""
    return queries.by_id(work.user, sync_issue_id)


@blueprint.post("/sync/issues/<id:sync_issue_id>/acknowledgement", None, SyncIssueSchema)
def acknowledge_sync_issue(work: Work, sync_issue_id: str) -> SyncIssue:
    """Say that you have seen to it: what was worth it was entered again, the rest is let go. It stays on record."""
    return actions.acknowledge(work, sync_issue_id)
