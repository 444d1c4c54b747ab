"""Things put themselves on lists and take themselves off: visits, reports, quotations, promises, people who left."""

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
from kamfield.quotes import queries as quotes
from kamfield.quotes.models import FollowUp
from kamfield.quotes.rules import FollowUpState
from kamfield.quotes.rules import State as QuoteState
from kamfield.quotes.rules.ladder import ANSWERED, RESCHEDULED, REVISED
from kamfield.todos import actions, queries
from kamfield.todos.models import TodoItem
from kamfield.todos.rules import DEPARTURE_DAYS, TITLES, Because, Source
from kamfield.users import queries as users
from kamfield.visits.models import Visit
from kamfield.visits.rules.codes import State as VisitState


def feed_the_plans_week(work: Work, entry: Entry) -> None:
    """Lines approved in the middle of a week put their visits on the running list."""
    plan = work.one(any_plan(entry.subject_id))
    _feed(work, plan.rep_id)


def follow_the_visit(work: Work, entry: Entry) -> None:
    """What was to be prepared or reported is done, dropped or moved with the visit; a report that is owed comes up."""
    visit = work.one(queries.any_visit(entry.subject_id))
    for item in work.all(queries.open_items_from(visit.id, Source.PREPARATION)):
        _follow_preparation(work, item, visit)
    if visit.state == VisitState.REPORTED:
        _complete(work, visit.id, Source.REPORT, Source.PREPARATION)
        _put_next_step(work, visit)
    _feed(work, visit.rep_id)


def follow_the_follow_up(work: Work, entry: Entry) -> None:
    """A step that was taken or left out is off the list, and the next one may be on it."""
    step = work.one(quotes.follow_up_by_id(work.user, entry.subject_id))
    _settle_step(work, step)
    _feed(work, step.owner_id)


def follow_the_quote(work: Work, entry: Entry) -> None:
    """What was to be chased is answered, another day was set, or something came for an enquiry."""
    quote = work.one(quotes.by_id(work.user, entry.subject_id))
    for step in work.all(quotes.follow_ups(work.user, quote_id=quote.id)):
        _settle_step(work, step)
    if quote.id not in {enquiry.source_id for enquiry in actions.enquiries(work, quote.owner_id)}:
        _complete(work, quote.id, Source.DOSSIER)
    _feed(work, quote.owner_id)


def follow_the_issue(work: Work, entry: Entry) -> None:
    """Solved, given to somebody else, or put off to another day."""
    issue = work.db.get_one(Issue, entry.subject_id)
    for item in work.all(queries.open_items_from(issue.id, Source.ISSUE)):
        if issue.deleted_at is not None or issue.owner_id != item.rep_id:
            _drop(work, item, Because.OVER)
        elif issue.state != IssueState.OPEN:
            _complete(work, issue.id, Source.ISSUE)
        elif issue.due_on != item.due_on:
            work.act("todo.change", item)
            item.change(due_on=issue.due_on)
    _feed(work, issue.owner_id)


def follow_the_commitment(work: Work, entry: Entry) -> None:
    """Somebody looked whether the client did it."""
    _complete(work, entry.subject_id, Source.COMMITMENT)


def follow_the_departure(work: Work, entry: Entry) -> None:
    """A contact left: the account's lead is to find out who follows. One who came back is nobody's business."""
    contact = work.one(accounts.part_by_id(work.user, Contact, entry.subject_id))
    if contact.active:
        for item in work.all(queries.open_items_from(contact.id, Source.DEPARTURE)):
            _drop(work, item, Because.OVER)
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
        _drop(work, item, Because.CANCELLED)
    elif visit.state != VisitState.PLANNED:
        work.act("todo.complete", item)
        item.close("todo.complete", work.now)
    elif week_with(visit.day) != week:
        _drop(work, item, Because.MOVED)
    elif visit.day != item.due_on:
        work.act("todo.change", item)
        item.change(due_on=visit.day)


def _settle_step(work: Work, step: FollowUp) -> None:
    if step.state == FollowUpState.DONE:
        _complete(work, step.id, Source.FOLLOW_UP)
    elif step.state == FollowUpState.SKIPPED:
        for item in work.all(queries.open_items_from(step.id, Source.FOLLOW_UP)):
            _drop(work, item, _why_skipped(step))


def _complete(work: Work, source_id: str, *kinds: Source) -> None:
    for item in work.all(queries.open_items_from(source_id, *kinds)):
        work.act("todo.complete", item)
        item.close("todo.complete", work.now)


def _drop(work: Work, item: TodoItem, because: str) -> None:
    work.act("todo.drop", item)
    item.close("todo.drop", work.now, reason=because)


def _why_skipped(step: FollowUp) -> str:
    """The reason a person gave, or what happened to the quotation."""
    said = step.skipped_because or ANSWERED
    if said in {RESCHEDULED, REVISED}:
        return Because.MOVED
    return Because.ANSWERED if said in {ANSWERED, *QuoteState} else said


def _put_next_step(work: Work, visit: Visit) -> None:
    """The next step of a report is something to do, for whoever it names; one that is written anew replaces the old."""
    report = work.db.scalars(queries.report_of(visit.id)).one_or_none()
    owner_id = report.next_step_owner_id or visit.rep_id if report and report.next_step else None
    known = work.all(queries.open_items_from(visit.id, Source.NEXT_STEP))
    for item in known:
        if item.rep_id != owner_id:
            _drop(work, item, Because.OVER)
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


def _feed(work: Work, user_id: str) -> None:
    actions.feed(work, work.one(users.any_by_id(user_id)))
