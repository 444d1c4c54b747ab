"""A leaver's accounts and memberships go to their receivers."""

from collections.abc import Mapping

from sqlalchemy import Select, select

from kamfield.accounts.models import Account, Member
from kamfield.accounts.rules import MemberRole
from kamfield.core.journal import Entry
from kamfield.core.work import Work
from kamfield.users.models import Handover
from kamfield.users.queries import handover_by_id


def owned(work: Work, user_id: str) -> Mapping[str, int]:
    """How many accounts somebody leads, and of how many others they are on the team."""
    member_of = set(work.all(_memberships(user_id).with_only_columns(Member.account_id)))
    led = set(work.all(_led_by(user_id).with_only_columns(Account.id)))
    return {"accounts": len(led), "memberships": len(member_of - led)}


def hand_over_accounts(work: Work, entry: Entry) -> None:
    """The leaver's leads and memberships go to the receivers; stages, dates and everything attached stay."""
    handover = work.one(handover_by_id(work.user, entry.subject_id))
    led = {account.id: account for account in work.all(_led_by(handover.leaver_id))}
    mine = {member.account_id: member for member in work.all(_memberships(handover.leaver_id))}
    for account in work.all(select(Account).where(Account.id.in_({*led, *mine})).order_by(Account.id)):
        _hand_over(work, handover, account, mine.get(account.id), leads=account.id in led)
    handover.ignore(handover.overrides.keys() - led.keys() - mine.keys())


def _hand_over(work: Work, handover: Handover, account: Account, member: Member | None, *, leads: bool) -> None:
    receiver_id = handover.receiver_of(account.id)
    kind = "accounts" if leads else "memberships"
    work.act("account.hand_over", account, handover_id=handover.id, to_id=receiver_id, what=kind)
    if leads:
        account.lead_id = receiver_id
    if member is not None:
        member.delete(work.now)
    _put_on_team(work, account, receiver_id, leads=leads)
    handover.add(kind, receiver_id)


def _put_on_team(work: Work, account: Account, user_id: str, *, leads: bool) -> None:
    """A person has one row on a team for ever: who comes back, or leads from now on, gets their old one."""
    theirs = select(Member).where(Member.account_id == account.id, Member.user_id == user_id)
    member = work.db.scalars(theirs).one_or_none() or work.add(Member(account_id=account.id, user_id=user_id))
    if member.deleted_at is not None:
        member.role, member.deleted_at = MemberRole.MEMBER, None
    if leads:
        member.role = MemberRole.LEAD


def _led_by(user_id: str) -> Select[Account]:
    return select(Account).where(Account.lead_id == user_id, Account.deleted_at.is_(None))


def _memberships(user_id: str) -> Select[Member]:
    alive = select(Account.id).where(Account.deleted_at.is_(None))
    mine = select(Member).where(Member.user_id == user_id, Member.deleted_at.is_(None))
    return mine.where(Member.account_id.in_(alive))
