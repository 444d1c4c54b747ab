"""Arriving and leaving."""

from collections.abc import Callable
from functools import partial
from typing import Any

from kamfield.core.work import Work
from kamfield.visits.actions import checks, visits
from kamfield.visits.models import Visit
from kamfield.visits.routes.blueprint import blueprint
from kamfield.visits.schemas.checks import Checking
from kamfield.visits.schemas.visits import VisitInFullSchema


@blueprint.post("/visits/<id:visit_id>/check-in", Checking, VisitInFullSchema)
def check_in(work: Work, body: dict[str, Any], visit_id: str) -> Callable[[], Visit]:
    """Arrive.

    The position is compared with the places of the account and judged: `verified`, `out_of_range`, `unverified` (no or
    a poor fix) or `implausible`, with the reasons. Unless the company asks for verified check-ins, the verdict refuses
    nothing. One visit can be in progress; while another one is, the answer is 409 `another-in-progress` with its
    `visit_id`. The same `device_at` again, a second tap, changes nothing. An urgent visit needs no preparation. What
    was recorded offline is sent with the phone's `device_at`. Positions of Chinese map services say so in `datum`.
    """
    checks.check_in(work, visit_id, **body)
    return partial(visits.shown, work, visit_id)


@blueprint.post("/visits/<id:visit_id>/check-out", Checking, VisitInFullSchema)
def check_out(work: Work, body: dict[str, Any], visit_id: str) -> Callable[[], Visit]:
    """Leave. From now on a report is owed until `report_due_at`."""
    checks.check_out(work, visit_id, **body)
    return partial(visits.shown, work, visit_id)
