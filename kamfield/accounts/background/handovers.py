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
    led = set(work.all(_led_by(handover.leaver_id).with_only_columns(Account.id)))
    mine = {member.account_id: member for member in work.all(_memberships(handover.leaver_id))}
    theirs = _rows_of_receivers(work, handover)
    for account in work.all(select(Account).where(Account.id.in_(led | mine.keys())).order_by(Account.id)):
        receiver_id = handover.receiver_of(account.id)
        kind = "accounts" if account.id in led else "memberships"
        work.act("account.hand_over", account, handover_id=handover.id, to_id=receiver_id, what=kind)
        _take_from_team(work, mine.get(account.id))
        new = theirs.get((account.id, receiver_id)) or work.add(Member(account_id=account.id, user_id=receiver_id))
        _put_on_team(account, new, leads=account.id in led)
        handover.add(kind, receiver_id)
    handover.ignore(handover.overrides.keys() - led - mine.keys())


def _rows_of_receivers(work: Work, handover: Handover) -> dict[tuple[str, str], Member]:
    """Read at once: a query for each account would write down what is done so far each time."""
    receivers = {handover.receiver_id, *handover.overrides.values()}
    rows = work.all(select(Member).where(Member.user_id.in_(receivers)))
    return {(member.account_id, member.user_id): member for member in rows}


def _take_from_team(work: Work, member: Member | None) -> None:
    if member is not None:
        member.delete(work.now)


def _put_on_team(account: Account, member: Member, *, leads: bool) -> None:
    """A person has one row on a team for ever: who comes back, or leads from now on, gets their old one."""
    if member.deleted_at is not None:
        member.role, member.deleted_at = MemberRole.MEMBER, None
    if leads:
        member.role, account.lead_id = MemberRole.LEAD, member.user_id


def _led_by(user_id: str) -> Select[Account]:
    return select(Account).where(Account.lead_id == user_id, Account.deleted_at.is_(None))


def _memberships(user_id: str) -> Select[Member]:
    alive = select(Account.id).where(Account.deleted_at.is_(None))
    mine = select(Member).where(Member.user_id == user_id, Member.deleted_at.is_(None))
    return mine.where(Member.account_id.in_(alive))
