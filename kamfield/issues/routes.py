"""Where issues are reached."""

from typing import Any

from sqlalchemy import Select

from kamfield.core.work import Work
from kamfield.issues import actions, queries
from kamfield.issues.models import Issue
from kamfield.issues.schemas import IssueChange, IssueDraft, IssueQuery, IssueSchema, Reopening, Resolution
from kamfield.web.blueprint import Blueprint

blueprint = Blueprint("issues", __name__, description="Complaints, disputes, trial problems and requests of clients")


@blueprint.list("/issues", IssueQuery, IssueSchema, sorts=queries.SORTS)
def list_issues(work: Work, query: dict[str, Any]) -> Select[Issue]:
    """The issues you reach: `?state=open&account_id=…` is what a client waits for.

    `?state=open&waits_for_id=…` with your own id is what has escalated to you.
    """
    return queries.matching(work.user, **query)


@blueprint.post("/issues", IssueDraft, IssueSchema, status=201)
def add_issue(work: Work, body: dict[str, Any]) -> Issue:
    """Note what a client is not content with, or wants.

    The policies `issue_due_days` and `issue_escalation_hours` say by when each severity is due and after how many
    hours, and again as many, the next person above the owner hears of it. Complaints that a call report carries
    become issues when it is submitted.
    """
    return actions.add(work, **body)


@blueprint.get("/issues/<id:issue_id>", IssueSchema)
def read_issue(work: Work, issue_id: str) -> Issue:
    """One issue."""
    return work.one(queries.by_id(work.user, issue_id))


@blueprint.patch("/issues/<id:issue_id>", IssueChange, IssueSchema)
def change_issue(work: Work, body: dict[str, Any], version: int | None, issue_id: str) -> Issue:
    """Change an open issue: its words, severity, owner or day."""
    return actions.change(work, issue_id, version, **body)


@blueprint.delete("/issues/<id:issue_id>")
def delete_issue(work: Work, version: int | None, issue_id: str) -> None:
    """Take back an issue that was noted by mistake. One that is solved is resolved instead."""
    actions.delete(work, issue_id, version)


@blueprint.post("/issues/<id:issue_id>/resolution", Resolution, IssueSchema)
def resolve_issue(work: Work, body: dict[str, Any], issue_id: str) -> Issue:
    """Say how it was solved. Nobody is told of its age any longer."""
    return actions.resolve(work, issue_id, **body)


@blueprint.delete("/issues/<id:issue_id>/resolution", IssueSchema, query=Reopening)
def reopen_issue(work: Work, query: dict[str, Any], version: int | None, issue_id: str) -> Issue:
    """It was not solved: open it again, also when it was closed."""
    return actions.reopen(work, issue_id, query["reason"], version)


@blueprint.post("/issues/<id:issue_id>/closure", None, IssueSchema)
def close_issue(work: Work, issue_id: str) -> Issue:
    """The client agrees that it is solved."""
    return actions.close(work, issue_id)
