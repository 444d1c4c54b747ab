"""Whether a column holds one of the ids that a statement names, and these are looked up first."""

from typing import Any

from sqlalchemy import Boolean, CompoundSelect, Select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import FunctionElement


class among(FunctionElement[bool]):  # noqa: N801  reads as the function it is
    """`IN (SELECT …)`, but PostgreSQL fetches the ids first: of an `IN` it reads the whole table and compares."""

    type = Boolean()
    inherit_cache = True

    def __init__(self, column: Any, ids: Select[str] | CompoundSelect[str]) -> None:
        super().__init__(column, ids.scalar_subquery())


@compiles(among)
def _in(element: among, compiler: SQLCompiler, **options: Any) -> str:
    column, ids = (compiler.process(part, **options) for part in element.clauses)
    return f"{column} IN {ids}"


@compiles(among, "postgresql")
def _any(element: among, compiler: SQLCompiler, **options: Any) -> str:
    column, ids = (compiler.process(part, **options) for part in element.clauses)
    return f"{column} = ANY (ARRAY{ids})"
