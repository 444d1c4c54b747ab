"""Code lists: stable codes with a label in every language, and the shorthand that people write for them.

A slice states its lists in its rules, the wiring page gathers them, and one route shows them all.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from kamfield.core.texts import LOCALES, translate


@dataclass(frozen=True, slots=True)
class Code:
    """One code: never changed once released. `label` is an English text of the catalogues."""

    code: str
    label: str
    symbol: str | None = None

    def said(self) -> dict[str, Any]:
        """The code as it crosses the wire, with its label in every language."""
        labels = {locale: translate(self.label, locale) for locale in LOCALES}
        return {"code": self.code, "labels": labels, "symbol": self.symbol}


@dataclass(frozen=True, slots=True)
class CodeList:
    """The codes one field may hold, in the order in which people expect them."""

    name: str
    codes: tuple[Code, ...]

    def meant(self, written: str) -> str | None:
        """The code somebody meant who wrote a code, its symbol, or its label in any language; None when unknown."""
        wanted = written.strip().casefold()
        return next((one.code for one in self.codes if wanted in _writings(one)), None)


def code_list(
    name: str, codes: type[StrEnum], labels: Mapping[Any, str], symbols: Mapping[Any, str] | None = None
) -> CodeList:
    """The list of an enumeration: `code_list("tier", Tier, {Tier.A: N_("…")})`. A code without a label is refused."""
    symbols = symbols or {}
    return CodeList(name, tuple(Code(one.value, labels[one], symbols.get(one)) for one in codes))


def _writings(code: Code) -> set[str]:
    said = {code.code, code.symbol or code.code, *(translate(code.label, locale) for locale in LOCALES)}
    return {one.casefold() for one in said}
