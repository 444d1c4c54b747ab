"""Visits repeat by the account's frequency: one open visit per account, form and due period, unless the rep insists."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from kamfield.accounts.models import Account
from kamfield.core.errors import Problem
from kamfield.core.texts import N_
from kamfield.core.work import Work
from kamfield.policies import queries as policies
from kamfield.visits.queries.visits import planned_near


class VisitPlannedAlready(Problem):
    """A double tap, a colleague who was faster, or a blind copy; `again: true` plans one more."""

    status = 409
    title = N_("A visit is planned already")
    detail = N_("A visit of this form is planned for %(day)s, in the same due period. Plan one more all the same?")


def refuse_repeated(work: Work, account: Account, columns: Mapping[str, Any]) -> None:
    """`VisitPlannedAlready` where an open visit of the form lies less than half of the account's interval away.

    The same measure tells the check of a plan what is too close together. An urgent visit is no repetition, and an
    account without a tier has no frequency.
    """
    every_days = policies.current(work).visit_every_days.get(account.tier or "")
    if every_days is None or columns.get("urgent"):
        return
    near = timedelta(days=(every_days - 1) // 2)
    day = columns["day"]
    found = work.db.scalars(planned_near(account.id, columns.get("form"), day - near, day + near).limit(1)).first()
    if found is not None:
        told = {"visit_id": found.id, "day": found.day.isoformat()}
        raise VisitPlannedAlready(members=told, day=found.day.isoformat())
