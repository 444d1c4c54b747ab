"""The floor's answer to a list of quotations."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import orjson

from bench.columns import QUOTE

Rows = Callable[..., list[dict[str, Any]]]

_COLUMNS = ", ".join(f"q.{column}" for column in QUOTE)
_NAMES = (
    "a.name AS account_name, u.name AS owner_name, c.name AS contact_name, o.name AS opportunity_name,"
    " w.name AS price_waiting_for_name, d.name AS price_decided_by_name, b.name AS price_on_behalf_of_name"
)
_MONEY = ("amount", "tax", "gross", "competitor_price")
_CENT = Decimal("0.01")


def listed(rows: Rows, owner: str) -> bytes:
    """The first fifty of an owner, by their numbers."""
    found = rows(
        f"SELECT {_COLUMNS}, {_NAMES} FROM quotes q JOIN accounts a ON a.id = q.account_id"
        " JOIN users u ON u.id = q.owner_id LEFT JOIN contacts c ON c.id = q.contact_id"
        " LEFT JOIN opportunities o ON o.id = q.opportunity_id LEFT JOIN users w ON w.id = q.price_waiting_for_id"
        " LEFT JOIN users d ON d.id = q.price_decided_by_id LEFT JOIN users b ON b.id = q.price_on_behalf_of_id"
        " WHERE q.owner_id = ? AND q.deleted_at IS NULL ORDER BY q.number, q.id LIMIT 50",
        owner,
    )
    return orjson.dumps({"items": [_told(row) for row in found]})


def _told(row: dict[str, Any]) -> dict[str, Any]:
    for name, value in row.items():
        if name in _MONEY and value is not None:
            row[name] = format(_amount(value).quantize(_CENT), "f")
        elif name == "discount_percent":
            row[name] = format(_amount(value).normalize(), "f")
        elif isinstance(value, datetime):
            row[name] = value.isoformat().replace("+00:00", "Z")
        elif isinstance(value, date):
            row[name] = value.isoformat()
        elif name in {"created_at", "updated_at"}:
            row[name] = value.removesuffix(".000000").replace(" ", "T") + "Z"
    revision = "" if row["revision"] == 1 else f"-R{row['revision']}"
    return row | {"reference": row["number"] + revision}


def _amount(value: Any) -> Decimal:
    """SQLite holds ten-thousandths."""
    return Decimal(value).scaleb(-4) if isinstance(value, int) else value
