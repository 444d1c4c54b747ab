"""Things put themselves on lists and take themselves off: visits, reports, promises, issues, people who left."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from kamfield.accounts import queries as accounts
from kamfield.accounts.models import Contact
from kamfield.core.journal import Entry
from kamfield.core.texts import translate
from kamfield.core.weeks import week_with
from kamfield.core.work import Work
from kamfield.issues.models import Issue
from kamfield.issues.rules import State as IssueState
from kamfield.plans.queries import any_by_id as any_plan
from kamfield.todos import actions, queries
from kamfield.todos.models import TodoItem
from kamfield.todos.rules import DEPARTURE_DAYS, TITLES, Because, Source
from kamfield.users import queries as users
from kamfield.visits.models import Visit
from kamfield.visits.rules.codes import State as VisitState


def feed_the_plans_week(work: Work, entry: Entry) -> None:
    """Lines approved in the middle of a week put their visits on the running list."""
    plan = work.one(any_plan(entry.subject_id))
    actions.feed_list_of(work, plan.rep_id)


def follow_the_visit(work: Work, entry: Entry) -> None:
    """What was to be prepared or reported is done, dropped or moved with the visit; a report that is owed comes up."""
    visit = work.one(queries.any_visit(entry.subject_id))
    for item in work.all(queries.open_items_from(visit.id, Source.PREPARATION)):
        _follow_preparation(work, item, visit)
    if visit.state == VisitState.REPORTED:
        actions.complete_from(work, visit.id, Source.REPORT, Source.PREPARATION)
        _put_next_step(work, visit)
    actions.feed_list_of(work, visit.rep_id)


def follow_the_issue(work: Work, entry: Entry) -> None:
    """Solved, given to somebody else, or put off to another day."""
    issue = work.db.get_one(Issue, entry.subject_id)
    for item in work.all(queries.open_items_from(issue.id, Source.ISSUE)):
        if issue.deleted_at is not None or issue.owner_id != item.rep_id:
            actions.drop_one(work, item, Because.OVER)
        elif issue.state != IssueState.OPEN:
            actions.complete_from(work, issue.id, Source.ISSUE)
        elif issue.due_on != item.due_on:
            work.act("todo.change", item)
            item.change(due_on=issue.due_on)
    actions.feed_list_of(work, issue.owner_id)


def follow_the_commitment(work: Work, entry: Entry) -> None:
    """Somebody looked whether the client did it."""
    actions.complete_from(work, entry.subject_id, Source.COMMITMENT)


def follow_the_departure(work: Work, entry: Entry) -> None:
    """A contact left: the account's lead is to find out who follows. One who came back is nobody's business."""
    contact = work.one(accounts.part_by_id(work.user, Contact, entry.subject_id))
    if contact.active:
        for item in work.all(queries.open_items_from(contact.id, Source.DEPARTURE)):
            actions.drop_one(work, item, Because.OVER)
        return
    lead = work.one(users.any_by_id(work.one(accounts.lead_of(contact.account_id))))
    due_on = (work.now.astimezone(ZoneInfo(lead.time_zone)) + timedelta(days=DEPARTURE_DAYS)).date()
    todo_list = actions.open_list(work, lead, due_on)
    title = translate(TITLES[Source.DEPARTURE], lead.locale, what=contact.name)
    work.act("todo.feed", todo_list)
    columns = {"title": title[:200], "due_on": due_on, "account_id": contact.account_id}
    actions.put_on(work, todo_list, Source.DEPARTURE, contact.id, **columns)


def follow_the_archive(work: Work, entry: Entry) -> None:
    """Something was learnt of a client, or is no longer so: what is asked about it follows."""
    # of a merged account the entry is told under the one that is left
    account_id = entry.subject_id if entry.subject_kind == "accounts" else entry.account_id
    if account_id is not None:
        actions.look_again(work, account_id)


def _follow_preparation(work: Work, item: TodoItem, visit: Visit) -> None:
    week = work.one(queries.list_with(item)).week
    if visit.deleted_at is not None or visit.state in {VisitState.CANCELLED, VisitState.MISSED}:
        actions.drop_one(work, item, Because.CANCELLED)
    elif visit.state != VisitState.PLANNED:
        work.act("todo.complete", item)
        item.close("todo.complete", work.now)
    elif week_with(visit.day) != week:
        actions.drop_one(work, item, Because.MOVED)
    elif visit.day != item.due_on:
        work.act("todo.change", item)
        item.change(due_on=visit.day)


def _put_next_step(work: Work, visit: Visit) -> None:
    """The next step of a report is something to do, for whoever it names; one that is written anew replaces the old."""
    report = work.db.scalars(queries.report_of(visit.id)).one_or_none()
    owner_id = report.next_step_owner_id or visit.rep_id if report and report.next_step else None
    known = work.all(queries.open_items_from(visit.id, Source.NEXT_STEP))
    for item in known:
        if item.rep_id != owner_id:
            actions.drop_one(work, item, Because.OVER)
    if report is None or not report.next_step or owner_id is None:
        return
    columns = {"title": report.next_step[:200], "due_on": report.next_step_on, "account_id": visit.account_id}
    there = next((item for item in known if item.rep_id == owner_id), None)
    if there is not None:
        work.act("todo.change", there)
        there.change(**columns)
        return
    todo_list = actions.open_list(work, work.one(users.any_by_id(owner_id)), report.next_step_on)
    work.act("todo.feed", todo_list)
    actions.put_on(work, todo_list, Source.NEXT_STEP, visit.id, author_id=report.rep_id, **columns)
