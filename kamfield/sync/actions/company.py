"""Keeps the rows by which phones know code lists and policies; what is as it was is not written."""

from collections.abc import Iterable

from kamfield.core.work import Work
from kamfield.policies import queries as policies
from kamfield.sync.models import CodeRow, PolicyValue
from kamfield.sync.queries.company import Said, rows_of
from kamfield.sync.rules.company import Columns, codes_of, values_of


def say_codes(work: Work) -> None:
    """The code lists of this release."""
    _say(work, CodeRow, codes_of(work.house.code_lists))


def say_policies(work: Work) -> None:
    """The policies in force, also those that nobody changed."""
    _say(work, PolicyValue, values_of(policies.current(work)))


def _say(work: Work, model: type[Said], told: Iterable[tuple[str, Columns]]) -> None:
    known = {row.id: row for row in work.all(rows_of(model))}
    for row_id, columns in told:
        row = known.pop(row_id, None)
        if row is None:
            work.add(model(id=row_id, **columns))
        else:
            for name, value in {**columns, "deleted_at": None}.items():
                if getattr(row, name) != value:
                    setattr(row, name, value)
    for gone in known.values():
        if gone.deleted_at is None:
            gone.delete(work.now)
