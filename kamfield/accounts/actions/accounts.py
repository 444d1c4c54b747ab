"""What can be done with an account as such; one function per verb."""

from typing import Any

from kamfield.accounts.models import Account, Member
from kamfield.accounts.rules import MemberRole
from kamfield.core.work import Work


def add(work: Work, **columns: Any) -> Account:
    """A new account; whoever adds it leads it unless a lead is named."""
    columns["lead_id"] = columns.get("lead_id") or work.user.id
    account = work.add(Account(**columns))
    work.act("account.add", account)
    work.add(Member(account_id=account.id, user_id=account.lead_id, role=MemberRole.LEAD))
    return account
