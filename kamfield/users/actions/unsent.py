"""What waits on somebody's phones is shown before their things move or they are kept out."""

from kamfield.core.errors import Problem
from kamfield.core.texts import N_
from kamfield.core.work import Work
from kamfield.users.models import User


class RowsNotSent(Problem):
    """Somebody's phones hold what nobody else has; `unsent` names them. It is done all the same when acknowledged."""

    status = 409
    title = N_("Some work is still on a phone")
    detail = N_(
        "%(name)s has not sent everything yet (waiting: %(count)s). Have the phones sync first, or acknowledge it."
    )


def show_unsent(work: Work, user: User, *, acknowledged: bool) -> None:
    """`RowsNotSent` while phones of somebody hold rows, unless it was acknowledged."""
    phones = () if acknowledged else work.house.unsent(work, user.id)
    if phones:
        unsent = [
            {
                "device_id": one.device_id,
                "pending_rows": one.pending_rows,
                "seen_at": one.seen_at.isoformat().replace("+00:00", "Z"),
            }
            for one in phones
        ]
        count = sum(one.pending_rows for one in phones)
        raise RowsNotSent(members={"unsent": unsent}, name=user.name, count=count)
