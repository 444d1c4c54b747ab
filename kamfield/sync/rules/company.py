"""How the company works and speaks, as phones have it: code lists and policies, for everybody and read only."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from kamfield.core.codes import CodeList
from kamfield.policies.rules.policies import Policies, plain
from kamfield.sync.rules.registry import Scope, Table, table

COMPANY: tuple[Table, ...] = (
    table("codes", Scope.EVERYBODY, reads="list code position label_en label_zh_cn symbol", since=3),
    table("policy_values", Scope.EVERYBODY, reads="key text number yes items", since=3),
)

Columns = Mapping[str, Any]


def codes_of(lists: Iterable[CodeList]) -> Iterator[tuple[str, Columns]]:
    """The id and the columns of every code, in the order of its list."""
    for one in lists:
        for position, code in enumerate(one.codes, start=1):
            labels = code.said()["labels"]
            told = {"label_en": labels["en"], "label_zh_cn": labels["zh-CN"], "symbol": code.symbol}
            yield f"{one.name}.{code.code}", {"list": one.name, "code": code.code, "position": position, **told}


def values_of(policies: Policies) -> Iterator[tuple[str, Columns]]:
    """The key and the columns of every value that is in force; what is set for each tier is a value for each."""
    for name, value in asdict(policies).items():
        if isinstance(value, Mapping):
            yield from ((f"{name}.{one}", _typed(f"{name}.{one}", of_it)) for one, of_it in value.items())
        elif name != "version":
            yield name, _typed(name, value)


def _typed(key: str, value: Any) -> Columns:
    empty: dict[str, Any] = {"key": key, "text": None, "number": None, "yes": None, "items": None}
    return empty | {_column_of(value): plain(value) if isinstance(value, list | tuple) else _single(value)}


def _column_of(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "items"
    if isinstance(value, bool):
        return "yes"
    return "number" if _is_number(value) else "text"


def _single(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    return float(value) if _is_number(value) else str(plain(value))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | Decimal)
