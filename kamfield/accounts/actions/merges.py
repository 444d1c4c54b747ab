"""Two records of one client become one; nothing that is attached to either is lost."""

from collections.abc import Collection
from typing import Any

from kamfield.accounts import queries
from kamfield.accounts.actions import facts
from kamfield.accounts.actions.findings import keep_findable
from kamfield.accounts.models import Account, Fact, Member, Place, kinds
from kamfield.accounts.queries import accounts as lists
from kamfield.accounts.queries import merges
from kamfield.accounts.rules import MOST_LEVELS, MemberRole
from kamfield.core import sync_clock
from kamfield.core.errors import NotFound, Problem, invalid
from kamfield.core.texts import N_
from kamfield.core.work import Work

CHOICES = ("code", "name", "relationship", "tier", "status", "parent_id", "industry", "time_zone")
OWN_WAYS: tuple[type, ...] = (Member, Fact)  # the others only change their account


class Merged(Problem):
    """The account is part of another one; `merged_into` is its id."""

    status = 404
    title = N_("This account was merged")
    detail = N_("Open %(name)s instead: this account is part of it now.")


def merge(work: Work, account_id: str, *, from_id: str, take: Collection[str] = ()) -> Account:
    """Makes account `from_id` part of `account_id`, which keeps what it has, but for the fields named in `take`.

    What it does not know, it takes over too. The slices above move what is theirs seconds later.
    """
    if account_id == from_id:
        raise invalid("/from_id", "same-account", N_("An account cannot be merged with itself."))
    kept = work.one(queries.by_id(work.user, account_id))
    gone = work.referred("/from_id", queries.by_id(work.user, from_id))
    _refuse_lineage(work, kept, gone)
    work.act("account.merge", gone, into_id=kept.id)
    work.act("account.take_over", kept, from_id=gone.id, name=gone.name)
    _choose(work, kept, gone, set(take))
    _move_belongings(work, kept, gone)
    for other in work.all(merges.pointing_at(gone.id)):
        _point_at(other, kept, gone)
    gone.merged_into_id = kept.id
    gone.delete(work.now)
    work.db.flush()
    for statement in merges.told_under(gone.id, kept.id):
        work.db.execute(statement, execution_options={"synchronize_session": False})
    keep_findable(work, [kept.id, gone.id])
    return kept


def refuse_merged(work: Work, account_id: str) -> None:
    """Raises `Merged` for those who reach what the account is part of now, and `NotFound` for everybody else."""
    kept = work.db.scalars(merges.went_into(work.user, account_id)).one_or_none()
    if kept is None:
        raise NotFound
    raise Merged(members={"merged_into": kept.id}, name=kept.name)


def _refuse_lineage(work: Work, kept: Account, gone: Account) -> None:
    """A branch and its parent may become one; with others between them, those would belong to themselves."""
    for low, high in ((kept, gone), (gone, kept)):
        above = work.db.scalar(lists.parent_of(low.parent_id)) if low.parent_id else None
        for _ in range(MOST_LEVELS):
            if above == high.id:
                text = N_("The other account belongs to this one, or this one to it; give it another parent first.")
                raise invalid("/from_id", "circular-parents", text)
            above = work.db.scalar(lists.parent_of(above)) if above else None


def _choose(work: Work, kept: Account, gone: Account, take: set[str]) -> None:
    theirs = {name: getattr(gone, name) for name in CHOICES}
    if kept.parent_id == gone.id:
        kept.parent_id = gone.parent_id
    for name, value in theirs.items():
        wanted = name in take or getattr(kept, name) is None
        if name != "code" and wanted and value is not None and value != kept.id:
            setattr(kept, name, value)
    if "code" in take or kept.code is None:
        kept_code, gone.code = kept.code, None
        work.db.flush()  # a code is never on two living accounts, not even for a moment
        kept.code, gone.code = theirs["code"] or kept_code, kept_code
    kept.tags = list(dict.fromkeys([*kept.tags, *gone.tags]))
    if gone.last_visited_on is not None:
        kept.visited(gone.last_visited_on)


def _move_belongings(work: Work, kept: Account, gone: Account) -> None:
    facts.bring_together(work, gone.id, kept.id)  # while the team of the one that goes still gives a right to see it
    has_main = any(place.is_main and place.deleted_at is None for place in _all(work, Place, kept.id))
    for place in _all(work, Place, gone.id):
        place.is_main = place.is_main and not has_main
    work.db.flush()  # there is never more than one main place
    for kind in kinds():
        if kind not in OWN_WAYS:
            for part in _all(work, kind, gone.id):
                part.account_id = kept.id
    _move_team(work, kept, gone)


def _move_team(work: Work, kept: Account, gone: Account) -> None:
    """Whoever was on either team is on the one that is left; its lead stays the lead."""
    ours = {member.user_id: member for member in _all(work, Member, kept.id)}
    for member in _all(work, Member, gone.id):
        mine = ours.get(member.user_id)
        if mine is None:
            member.account_id = kept.id
            member.role = MemberRole.MEMBER
            sync_clock.recall(work.db, "accounts", gone.id, member.user_id)  # no row of theirs names it any more
        elif member.deleted_at is None:
            mine.deleted_at = None
            member.delete(work.now)


def _point_at(other: Account, kept: Account, gone: Account) -> None:
    if other.parent_id == gone.id and other is not kept:
        other.parent_id = kept.id
    if other.merged_into_id == gone.id:
        other.merged_into_id = kept.id


def _all(work: Work, kind: Any, account_id: str) -> Any:
    return work.all(merges.belongings(kind, account_id))
