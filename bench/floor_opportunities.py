"""The floor's answers about opportunities: a list of fifty, and the forecast over all of them."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import orjson

from bench.columns import OPPORTUNITY

Rows = Callable[..., list[dict[str, Any]]]

_COLUMNS = ", ".join(f"o.{column}" for column in OPPORTUNITY) + ", a.name AS account_name, u.name AS owner_name"
_OPEN = "status IN ('potential', 'project', 'ours', 'winning')"
_CENT = Decimal("0.01")
_NOTHING = {"count": 0, "without_amount": 0, "amount": "0.00", "weighted": "0.00"}


def listed(rows: Rows, owner: str) -> bytes:
    """The fifty of an owner that close first."""
    found = rows(
        f"SELECT {_COLUMNS} FROM opportunities o JOIN accounts a ON a.id = o.account_id"
        " JOIN users u ON u.id = o.owner_id WHERE o.owner_id = ? AND o.deleted_at IS NULL"
        " ORDER BY o.expected_close_on, o.id LIMIT 50",
        owner,
    )
    return orjson.dumps({"items": [_told(row) for row in found]})


def forecast(rows: Rows, first: str, last: str) -> bytes:
    """Amount × probability by month and currency, from one month to another, and what should have closed by now."""
    today = datetime.now(UTC).date().isoformat()
    found = rows(
        "SELECT CASE WHEN expected_close_on < ? THEN 'overdue' ELSE substr(CAST(expected_close_on AS TEXT), 1, 7) END"
        " AS month, currency, probability, count(*) AS n, count(amount) AS valued, sum(amount) AS amount"
        f" FROM opportunities WHERE deleted_at IS NULL AND {_OPEN} AND expected_close_on < ?"
        " GROUP BY 1, currency, probability",
        today,
        _after(last),
    )
    sums: dict[tuple[str, str], list[Any]] = {}
    for row in found:
        _add(sums, (row["month"], row["currency"]), row)
        if row["month"] != "overdue":
            _add(sums, ("all", row["currency"]), row)
    lines = [_line(month, currency, sums) for month, currency in sorted(sums) if month not in {"all", "overdue"}]
    late = [
        _line("overdue", currency, sums) | {"month": None} for month, currency in sorted(sums) if month == "overdue"
    ]
    totals = [_total(currency, sums) for currency in sorted({currency for _, currency in sums})]
    head = {"today": today, "from_month": first, "to_month": last, "by": "month"}
    return orjson.dumps(head | {"expected": lines, "overdue": late, "won": [], "totals": totals})


def _after(month: str) -> str:
    """The first day after a month."""
    year, number = map(int, month.split("-"))
    return date(year + number // 12, number % 12 + 1, 1).isoformat()


def _add(sums: dict[tuple[str, str], list[Any]], key: tuple[str, str], row: dict[str, Any]) -> None:
    found = sums.setdefault(key, [0, 0, Decimal(0), Decimal(0)])
    amount = _amount(row["amount"] or 0)
    found[0] += row["n"]
    found[1] += row["n"] - row["valued"]
    found[2] += amount
    found[3] += amount * row["probability"]


def _amount(value: Any) -> Decimal:
    """SQLite holds ten-thousandths."""
    return Decimal(value).scaleb(-4) if isinstance(value, int) else value


def _line(month: str, currency: str, sums: dict[tuple[str, str], list[Any]]) -> dict[str, Any]:
    told = _told_sum(sums[month, currency])
    nobody = dict.fromkeys(("owner_id", "owner_name", "team_id", "team_name"))
    return {"month": month, **nobody, "currency": currency, "sum": told}


def _total(currency: str, sums: dict[tuple[str, str], list[Any]]) -> dict[str, Any]:
    parts = {"expected": ("all", currency), "overdue": ("overdue", currency)}
    told = {name: _told_sum(sums[key]) if key in sums else _NOTHING for name, key in parts.items()}
    return {"currency": currency, **told, "won": _NOTHING}


def _told_sum(found: list[Any]) -> dict[str, Any]:
    weighted = found[3].scaleb(-2).quantize(_CENT, ROUND_HALF_UP)
    figures = {"amount": format(found[2].quantize(_CENT), "f"), "weighted": format(weighted, "f")}
    return {"count": found[0], "without_amount": found[1], **figures}


def _told(row: dict[str, Any]) -> dict[str, Any]:
    for name, value in row.items():
        if name == "amount" and value is not None:
            row[name] = format(_amount(value).quantize(_CENT), "f")
        elif isinstance(value, datetime):
            row[name] = value.isoformat().replace("+00:00", "Z")
        elif isinstance(value, date):
            row[name] = value.isoformat()
        elif name in {"created_at", "updated_at"}:
            row[name] = value.removesuffix(".000000").replace(" ", "T") + "Z"
    return row
