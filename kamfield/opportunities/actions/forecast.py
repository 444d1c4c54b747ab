"""The forecast: what is to be expected in which month, of whom."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from kamfield.core.errors import Fault, Invalid
from kamfield.core.texts import N_
from kamfield.core.work import Work
from kamfield.opportunities.queries import forecast as queries
from kamfield.opportunities.rules.forecast import (
    MOST_MONTHS,
    USUAL_MONTHS,
    Batch,
    By,
    Part,
    Sum,
    months_after,
    summed,
)

Who = Callable[[Batch], Iterable[str | None]]


@dataclass(frozen=True)
class Forecast:
    """What is expected by month, what is overdue, what was won, and all of it per currency."""

    today: date
    from_month: date
    to_month: date
    by: By
    expected: Sequence[Mapping[str, Any]]
    overdue: Sequence[Mapping[str, Any]]
    won: Sequence[Mapping[str, Any]]
    totals: Sequence[Mapping[str, Any]]


def forecast(
    work: Work,
    *,
    by: By = By.MONTH,
    from_month: date | None = None,
    to_month: date | None = None,
    **filters: Any,
) -> Forecast:
    """From this month on for a year unless told otherwise; in two statements, three by team."""
    first = from_month or work.today.replace(day=1)
    last = to_month or months_after(first, USUAL_MONTHS - 1)
    _check_months(first, last)
    owners = by != By.MONTH
    open_ones = queries.undecided(work.user, work.today, first, last, owners=owners, **filters)
    won = queries.won(work.user, first, last, owners=owners, **filters)
    batches = [_batch(row) for statement in (open_ones, won) for row in work.db.execute(statement)]
    who = _who(work, by)
    return Forecast(
        today=work.today,
        from_month=first,
        to_month=last,
        by=by,
        expected=_lines(batches, Part.EXPECTED, by, who),
        overdue=_lines(batches, Part.OVERDUE, by, who),
        won=_lines(batches, Part.WON, by, who),
        totals=_totals(batches),
    )


def _check_months(first: date, last: date) -> None:
    if not first <= last < months_after(first, MOST_MONTHS):
        text = N_("The last month may not be before the first one, nor more than %(most)s months after it.")
        raise Invalid([Fault("not-a-period", text, parameter="to_month", params={"most": MOST_MONTHS})])


def _batch(row: Any) -> Batch:
    part = Part(row.part)
    month = None if part == Part.OVERDUE else date(int(row.year), int(row.month), 1)
    amount = row.amount if row.amount is not None else Decimal(0)
    return Batch(
        part, month, getattr(row, "owner_id", None), row.currency, row.probability, row.count, row.valued, amount
    )


def _who(work: Work, by: By) -> Who:
    """Under whose names a batch counts: its owner, or every manager above whom the user reaches."""
    if by != By.TEAM:
        return lambda batch: (batch.owner_id,)
    below: dict[str, set[str]] = {}
    for viewer_id, user_id in work.db.execute(queries.teams(work.user)):
        below.setdefault(viewer_id, set()).add(user_id)
    above: dict[str | None, list[str | None]] = {}
    for viewer_id, user_ids in sorted(below.items()):
        if len(user_ids) > 1:
            for user_id in user_ids:
                above.setdefault(user_id, []).append(viewer_id)
    return lambda batch: above.get(batch.owner_id, [None])


def _lines(batches: Sequence[Batch], part: Part, by: By, who: Who) -> list[dict[str, Any]]:
    sums = summed(
        (batch for batch in batches if batch.part == part),
        lambda batch: [(batch.month, one, batch.currency) for one in who(batch)],
    )
    return [
        {
            "month": month,
            "owner_id": one if by == By.OWNER else None,
            "team_id": one if by == By.TEAM else None,
            "currency": currency,
            "sum": found,
        }
        for (month, one, currency), found in sorted(sums.items(), key=lambda item: tuple(map(str, item[0])))
    ]


def _totals(batches: Sequence[Batch]) -> list[dict[str, Any]]:
    """Per currency, each opportunity once, however many teams it counts in."""
    sums = summed(batches, lambda batch: [(batch.currency, batch.part)])
    currencies = sorted({currency for currency, _ in sums})
    return [
        {"currency": currency} | {part.value: sums.get((currency, part), Sum(currency)) for part in Part}
        for currency in currencies
    ]
