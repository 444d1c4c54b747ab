"""What somebody is to hear of, and then ticks off: an objection, a word to a report, a purchase that does not move."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from kamfield.core.journal import Entry
from kamfield.core.texts import translate
from kamfield.core.work import Work
from kamfield.opportunities.queries import any_by_id as any_opportunity
from kamfield.todos import actions, queries
from kamfield.todos.rules import TITLES, Because, Source
from kamfield.users import queries as users
from kamfield.visits.models import MinutesCopy


def tell_of_the_objection(work: Work, entry: Entry) -> None:
    """Somebody at the client says that the minutes are not right."""
    copy = work.db.get_one(MinutesCopy, entry.subject_id)
    said = {"what": copy.name, "comment": copy.comment or ""}
    tell(work, copy.rep_id, Source.MINUTES, copy.id, copy.account_id, **said)


def tell_of_the_review(work: Work, entry: Entry) -> None:
    """A manager commented or rated a report; said once more, it is one item still, as long as that is open."""
    visit = work.one(queries.any_visit(entry.subject_id))
    account = work.one(queries.any_account(visit.account_id))
    said = {"what": account.name, "day": visit.day.isoformat()}
    tell(work, visit.rep_id, Source.REVIEW, visit.id, visit.account_id, **said)


def tell_of_the_standstill(work: Work, entry: Entry) -> None:
    """Three continuations in a row are told once; with the next step forward they are forgotten."""
    found = work.one(any_opportunity(entry.subject_id))
    if found.stalled_on is not None:
        tell(work, found.owner_id, Source.STALLED, found.id, found.account_id, what=found.name)
        return
    actions.drop_from(work, found.id, Because.OVER, Source.STALLED)


def tell(work: Work, user_id: str, source: Source, source_id: str, account_id: str, **said: Any) -> None:
    """Puts something on somebody's running list, unless it stands open there already."""
    if work.all(queries.open_items_from(source_id, source)):
        return
    user = work.one(users.any_by_id(user_id))
    today: date = work.now.astimezone(ZoneInfo(user.time_zone)).date()
    todo_list = actions.open_list(work, user, today)
    title = translate(TITLES[source], user.locale, **said)[:200]
    work.act("todo.feed", todo_list)
    actions.put_on(work, todo_list, source, source_id, title=title, due_on=today, account_id=account_id)
