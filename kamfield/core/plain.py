"""Stored values as plain numbers and texts, made by the engine while it reads: nothing is left to do for each row.

`milliseconds(column)`: an instant as whole milliseconds since 1970 · `scaled(column)`: an exact number as a whole
number of its smallest places · `plain_text(column)`: a day or JSON as text.
"""

from typing import Any

from sqlalchemy import BigInteger, Text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.expression import FunctionElement


class milliseconds(FunctionElement[int]):  # noqa: N801  reads as the function it is
    """An `Instant` in milliseconds since 1970, rounded down."""

    type = BigInteger()
    inherit_cache = True


class scaled(FunctionElement[int]):  # noqa: N801
    """An `Exact(4)` in ten-thousandths."""

    type = BigInteger()
    inherit_cache = True


class plain_text(FunctionElement[str]):  # noqa: N801
    """A day as 2026-03-02, JSON as its text."""

    type = Text()
    inherit_cache = True


@compiles(milliseconds)
def _milliseconds(element: Any, compiler: Any, **options: Any) -> str:
    return f"CAST(floor(extract(epoch FROM {compiler.process(element.clauses, **options)}) * 1000) AS BIGINT)"


@compiles(milliseconds, "sqlite")
def _milliseconds_of_text(element: Any, compiler: Any, **options: Any) -> str:
    stored = compiler.process(element.clauses, **options)
    return f"(unixepoch({stored}) * 1000 + CAST(substr({stored}, 21, 3) AS INTEGER))"


@compiles(scaled)
def _scaled(element: Any, compiler: Any, **options: Any) -> str:
    return f"CAST({compiler.process(element.clauses, **options)} * 10000 AS BIGINT)"


@compiles(scaled, "sqlite")
def _scaled_already(element: Any, compiler: Any, **options: Any) -> str:
    return str(compiler.process(element.clauses, **options))


@compiles(plain_text)
def _plain_text(element: Any, compiler: Any, **options: Any) -> str:
    return f"CAST({compiler.process(element.clauses, **options)} AS TEXT)"


@compiles(plain_text, "sqlite")
def _text_already(element: Any, compiler: Any, **options: Any) -> str:
    return str(compiler.process(element.clauses, **options))
