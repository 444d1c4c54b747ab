"""What is not known of clients, asked about a few at a time."""

from datetime import timedelta

from kamfield.accounts import queries as accounts
from kamfield.accounts.models import Account
from kamfield.accounts.rules.completeness import Completeness
from kamfield.core.work import Work
from kamfield.policies import queries as policies
from kamfield.todos import queries
from kamfield.todos.actions.feeding import put_on
from kamfield.todos.models import TodoItem, TodoList
from kamfield.todos.rules import Because, Source
from kamfield.todos.rules.archive import Lacking, chosen, title
from kamfield.users import queries as users
from kamfield.users.models import User

FRIDAY = timedelta(days=4)


def put_archive_on(work: Work, todo_list: TodoList, user: User) -> None:
    """As many clients as the policy says, of those of whom something is missing or stale; and how many more wait."""
    led = {account.id: account for account in work.all(queries.led_with_tier(user.id))}
    if not led:
        return
    found = accounts.gaps(work, list(led.values()))
    asked = {row.source_id: row.asked_on for row in work.db.execute(queries.last_asked_about(user.id))}
    lacking = [
        Lacking(one.id, one.tier or "", found[one.id].percent, asked.get(one.id))
        for one in led.values()
        if found[one.id].percent < 100
    ]
    ids = chosen(lacking, policies.current(work).archive_clients_a_week)
    todo_list.archive_waiting = len(lacking) - len(ids)
    if ids:
        work.act("todo.feed", todo_list)
    for account_id in ids:
        columns = {"title": _title(led[account_id], found[account_id], user), "due_on": todo_list.monday + FRIDAY}
        put_on(work, todo_list, Source.ARCHIVE, account_id, account_id=account_id, **columns)


def look_again(work: Work, account_id: str) -> None:
    """Brings what is asked about a client in line with what is known by now."""
    account = work.one(queries.any_account(account_id))
    for item in work.all(queries.open_items_from(account_id, Source.ARCHIVE)):
        if account.deleted_at is not None or account.lead_id != item.rep_id:
            work.act("todo.drop", item)
            item.close("todo.drop", work.now, reason=Because.OVER)
        else:
            _bring_in_line(work, item, account)


def _bring_in_line(work: Work, item: TodoItem, account: Account) -> None:
    gaps = accounts.gaps(work, [account])[account.id]
    if gaps.percent == 100:
        work.act("todo.complete", item)
        item.close("todo.complete", work.now)
        return
    named = _title(account, gaps, work.one(users.any_by_id(item.rep_id)))
    if named != item.title:
        work.act("todo.change", item)
        item.change(title=named)


def _title(account: Account, gaps: Completeness, user: User) -> str:
    missing, stale = ([gap.label for gap in some] for some in (gaps.missing, gaps.stale))
    return title(account.name, missing, stale, user.locale)
