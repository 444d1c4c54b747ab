"""Issues of clients, valid and ready."""

from dataclasses import replace
from typing import Any

from kamfield.accounts.models import Account
from kamfield.core.work import Work
from kamfield.issues import actions
from kamfield.issues.models import Issue
from tests.cast import Cast, Person
from tests.make.accounts import make_account


def make_issue(work: Work, account: Account | None = None, author: Person = Cast.li, **columns: Any) -> Issue:
    """A complaint that `author` noted and is to solve: ordinary, open."""
    account = account or make_account(work, author)
    usual = {"kind": "complaint", "title": "The seal of pump 3 leaks"}
    issue = actions.add(replace(work, user=author.actor), account_id=account.id, **(usual | columns))
    work.db.flush()
    return issue
