"""The words in which a table of the phone is described. Types are not said here: they are those of the database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

SCHEMA_VERSION = 3
OLDEST_VERSION = 1  # an older app must be updated before it can sync


class Scope(StrEnum):
    """By what a row belongs to somebody's phone."""

    EVERYBODY = "everybody"
    MINE = "mine"  # the person it names, and nobody else
    PERSON = "person"  # people whom the user reaches
    ACCOUNT = "account"  # accounts whom the user reaches
    EITHER = "either"  # one of the two
    CHILD = "child"  # whoever has its parent


@dataclass(frozen=True)
class Column:
    """A column as the phone has it: the same name as on the server.

    `private` ones are told to the row's person only; on other phones they are empty.
    """

    name: str
    since: int = 1
    written: bool = False
    private: bool = False


@dataclass(frozen=True, eq=False)
class Table:
    """A table of the phone. `person` and `parent` are the columns by which its rows belong to somebody; `helper` is
    one that names somebody else who has the row too (that very person, not those above).

    `verbs` names what a phone may do with a row of it, by kind of change: `created`, `updated`, `deleted`.
    """

    name: str
    scope: Scope
    columns: tuple[Column, ...]
    person: str | None = None
    helper: str | None = None
    parent: str | None = None
    parent_column: str | None = None
    since: int = 1
    verbs: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)

    @property
    def written(self) -> frozenset[str]:
        """The columns that a phone may write."""
        return frozenset(column.name for column in self.columns if column.written)

    def at(self, version: int) -> tuple[Column, ...]:
        """The columns that an app of a schema version knows; none before the table's own."""
        return tuple(column for column in self.columns if max(column.since, self.since) <= version)


def table(
    name: str,
    scope: Scope,
    *,
    reads: str = "",
    writes: str = "",
    private: str = "",
    later: Mapping[str, int] | None = None,
    person: str | None = None,
    helper: str | None = None,
    parent: tuple[str, str] | None = None,
    since: int = 1,
    **verbs: str,
) -> Table:
    """A table by its words: columns that are read, those a phone writes too, and the verbs of each kind of change.

    A column that phones learned to write later is named in both: it stays where it was, for apps keep the order.
    """
    versions = later or {}
    columns = [
        Column(one, versions.get(one, since), written=one in writes.split(), private=one in private.split())
        for one in dict.fromkeys([*reads.split(), *writes.split()])
    ]
    parent_column, parent_name = parent or (None, None)
    acts = {kind: tuple(names.split()) for kind, names in verbs.items()}
    return Table(name, scope, tuple(columns), person, helper, parent_name, parent_column, since, acts)
