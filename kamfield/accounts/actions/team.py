"""Who of ours works with a client; the lead is always one of them."""

from kamfield.accounts import queries
from kamfield.accounts.actions.accounts import named_lead
from kamfield.accounts.models import Account, Member
from kamfield.accounts.queries.team import any_member
from kamfield.accounts.rules import MemberRole
from kamfield.core.errors import Problem, invalid
from kamfield.core.texts import N_
from kamfield.core.work import Work
from kamfield.users import queries as users
from kamfield.users.actions.unsent import show_unsent


class LeadStays(Problem):
    """The lead cannot leave the team: nobody would be left to answer for the account."""

    status = 409
    title = N_("The lead stays on the team")
    detail = N_("Name another lead first; then this one can leave the team.")


def set_lead(
    work: Work,
    account_id: str,
    *,
    user_id: str,
    keep_old: bool = True,
    acknowledged: bool = False,
    version: int | None = None,
) -> Account:
    """Gives an account to somebody else; the old lead stays on the team unless told otherwise.

    `RowsNotSent` while phones of one who does not stay hold something, unless that is `acknowledged`.
    """
    account = work.one(queries.by_id(work.user, account_id), version=version)
    work.act("account.set_lead", account, was=account.lead_id, user_id=user_id, keep_old=keep_old)
    new = named_lead(work, "/user_id", user_id)
    old = work.one(any_member(account.id, account.lead_id))
    if new.id != old.user_id:
        old.role = MemberRole.MEMBER
        if not keep_old:
            show_unsent(work, work.one(users.any_by_id(old.user_id)), acknowledged=acknowledged)
            old.delete(work.now)
        _join(work, account, new.id, MemberRole.LEAD)
        account.lead_id = new.id
    return account


def add_member(work: Work, account_id: str, *, user_id: str) -> Member:
    """Puts somebody on the team: any active colleague, also from another team. They see the account from now on."""
    account = work.one(queries.by_id(work.user, account_id))
    work.act("account.add_member", account, user_id=user_id)
    user = work.referred("/user_id", users.any_by_id(user_id))
    if not user.active or user.deleted_at is not None:
        raise invalid("/user_id", "not-active", N_("This user is not active."))
    role = MemberRole.LEAD if user.id == account.lead_id else MemberRole.MEMBER
    return _join(work, account, user.id, role)


def remove_member(work: Work, member_id: str, version: int | None = None) -> None:
    """Takes somebody off the team."""
    member = work.one(queries.part_by_id(work.user, Member, member_id), version=version)
    account = work.one(queries.by_id(work.user, member.account_id))
    work.act("account.remove_member", account, user_id=member.user_id)
    if member.user_id == account.lead_id:
        raise LeadStays
    member.delete(work.now)


def _join(work: Work, account: Account, user_id: str, role: MemberRole) -> Member:
    member = work.db.scalars(any_member(account.id, user_id)).one_or_none()
    if member is None:
        return work.add(Member(account_id=account.id, user_id=user_id, role=role))
    member.deleted_at, member.role = None, role
    return member
