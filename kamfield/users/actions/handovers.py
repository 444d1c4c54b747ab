"""Handing over: what somebody owns goes to others in one act."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kamfield.core.errors import Fault, Invalid, Problem
from kamfield.core.texts import N_
from kamfield.core.work import Work
from kamfield.users import queries
from kamfield.users.actions.unsent import show_unsent
from kamfield.users.models import Handover, HandoverReceiver, User
from kamfield.users.queries.people import by_ids
from kamfield.users.rules import HandoverState


class StillOwns(Problem):
    """What somebody owns must have another owner before they go; `errors` says what it is."""

    status = 409
    title = N_("Still owns something")
    detail = N_("%(name)s still owns something (%(count)s in all). Hand it over first.")


@dataclass(frozen=True)
class HandoverTold:
    """A hand-over with what went elsewhere, one account after the other; everything else is its own."""

    handover: Any

    @property
    def exceptions(self) -> list[dict[str, Any]]:
        """The overrides, and whether what hangs on the account has moved."""
        gone = self.handover.state == HandoverState.DONE
        return [
            {"account_id": account_id, "receiver_id": who, "moved": gone and account_id not in self.handover.ignored}
            for account_id, who in self.handover.overrides.items()
        ]

    @property
    def misses(self) -> list[dict[str, Any]]:
        """The accounts that were named although the leaver has no part in them."""
        return [{"account_id": account_id} for account_id in self.handover.ignored]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.handover, name)


def told(_work: Work, handovers: Sequence[Any]) -> list[HandoverTold]:
    """Hand-overs as they are shown."""
    return [HandoverTold(one) for one in handovers]


def belongings(work: Work, user_id: str) -> dict[str, int]:
    """How many things of each kind somebody owns; a hand-over would move exactly these. Every slice was asked."""
    found: dict[str, int] = {}
    for owned in work.house.owned:
        found |= owned(work, user_id)
    return {kind: count for kind, count in found.items() if count}


def refuse_while_owning(work: Work, user: User) -> None:
    """`StillOwns` with a line for each kind of thing; its text, `accounts: %(count)s`, stands in the catalogue."""
    found = belongings(work, user.id)
    if found:
        faults = [Fault(f"owns-{kind}", f"{kind}: %(count)s", params={"count": n}) for kind, n in found.items()]
        raise StillOwns(faults, name=user.name, count=sum(found.values()))


def hand_over(
    work: Work,
    *,
    leaver_id: str,
    receiver_id: str,
    overrides: Sequence[dict[str, str]] = (),
    note: str | None = None,
    acknowledged: bool = False,
) -> Handover:
    """Everything of the leaver goes to the receiver, but what hangs on an account of `overrides` to that one's.

    It is moved in the background, in one transaction of all slices. Stages, history and dates stay as they were.
    `RowsNotSent` while the leaver's phones hold something, unless that is `acknowledged`.
    """
    leaver = work.referred("/leaver_id", queries.by_id(work.user, leaver_id))
    by_account = {one["account_id"]: one["receiver_id"] for one in overrides}
    handover = Handover(
        leaver_id=leaver.id, receiver_id=receiver_id, overrides=by_account, note=note, by_id=work.user.id, at=work.now
    )
    work.act("user.hand_over", handover)
    receivers = _receivers(work, leaver, receiver_id, overrides)
    show_unsent(work, leaver, acknowledged=acknowledged)
    work.add(handover)
    work.db.flush()
    work.db.add_all(HandoverReceiver(handover_id=handover.id, receiver_id=one) for one in sorted(receivers))
    return handover


def _receivers(work: Work, leaver: User, receiver_id: str, overrides: Sequence[dict[str, str]]) -> set[str]:
    """The ids of all receivers; each must be active, within reach, and somebody else."""
    named = {f"/overrides/{n}/receiver_id": one["receiver_id"] for n, one in enumerate(overrides)}
    named["/receiver_id"] = receiver_id
    good = {user.id for user in work.all(by_ids(work.user, set(named.values()))) if user.active} - {leaver.id}
    text = N_("This must be an active person within your reach, other than the one who leaves.")
    faults = [Fault("not-a-receiver", text, pointer) for pointer, one in named.items() if one not in good]
    if faults:
        raise Invalid(faults)
    return good
