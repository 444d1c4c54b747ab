"""One user, one instant, one transaction: what a request or a background step works with."""

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Select
from sqlalchemy.orm import Session

from kamfield.core import sync_clock as sync_clock  # its stamps must be on whenever anything works
from kamfield.core.codes import CodeList
from kamfield.core.errors import ChangedMeanwhile, NotAllowed, NotFound, invalid
from kamfield.core.journal import Entry, record_of
from kamfield.core.names import Registry
from kamfield.core.prepared import Prepared, rows_of
from kamfield.core.rows import Identified, Synced
from kamfield.core.texts import N_

Row = TypeVar("Row")
AnyRow = TypeVar("AnyRow", bound=Identified)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. `viewers` are the ids whose reach this person has now: their own and those they stand in for."""

    id: str
    name: str
    role: str
    locale: str = "en"
    time_zone: str = "UTC"
    viewers: tuple[str, ...] = ()
    session_id: str | None = None

    @property
    def zone(self) -> ZoneInfo:
        """The person's time zone: their days begin at its midnight."""
        return ZoneInfo(self.time_zone)


SYSTEM = Actor(id="system", name="Kamfield", role="system")


@dataclass(frozen=True)
class House:
    """What the two pages say: permissions, what follows a verb, who owns how much, what has photos, names and codes."""

    permits: "Callable[[Work, str, Any], bool | str]"
    reacts: Container[str]
    owned: "Sequence[Callable[[Work, str], Mapping[str, int]]]" = ()
    unsent: "Callable[[Work, str], Sequence[Any]]" = lambda _work, _user_id: ()
    subjects: Mapping[str, Callable[[Actor, str], Select[Any]]] = field(default_factory=dict)
    names: Registry = field(default_factory=dict)
    code_lists: Sequence[CodeList] = ()


@dataclass
class Work:
    """Everything an action needs; it arrives as the first argument and is never a global."""

    user: Actor
    now: datetime
    db: Session
    house: House
    request_id: str | None = None

    def __post_init__(self) -> None:
        self.db.info["now"] = self.now

    @property
    def today(self) -> date:
        """The day it is where the user is."""
        return self.now.astimezone(self.user.zone).date()

    def one(self, statement: Select[Row] | Prepared[Row], *, version: int | None = None) -> Row:
        """The row, or `NotFound`; with the `version` the caller saw, `ChangedMeanwhile` when it is another."""
        if isinstance(statement, Prepared):
            row = self.db.scalars(statement.statement, statement.values).first()
        else:
            row = self.db.scalars(statement.limit(1)).first()
        if row is None:
            raise NotFound
        if version is not None and isinstance(row, Synced) and row.version != version:
            raise ChangedMeanwhile(members={"version": row.version})
        return row

    def row(self, statement: Select[*tuple[Any, ...]] | Prepared[*tuple[Any, ...]]) -> Any:
        """The first row as plain columns, for answers: a third of the price of an object; or `NotFound`."""
        if isinstance(statement, Prepared):
            rows = rows_of(self.db, statement)
        else:
            rows = self.db.execute(statement.limit(1)).all()
        if not rows:
            raise NotFound
        return rows[0]

    def referred(self, pointer: str, statement: Select[Row] | Prepared[Row]) -> Row:
        """The row that a field of the body names (`/account_id`), or a fault at that field."""
        try:
            return self.one(statement)
        except NotFound:
            raise invalid(
                pointer, "unknown-reference", N_("There is no such thing, or it is out of your reach.")
            ) from None

    def all(self, statement: Select[Row] | Prepared[Row]) -> Sequence[Row]:
        """Every row of a statement that is bounded by itself."""
        if isinstance(statement, Prepared):
            return self.db.scalars(statement.statement, statement.values).all()
        return self.db.scalars(statement).all()

    def add(self, row: AnyRow) -> AnyRow:
        """A new row, written with the next flush."""
        self.db.add(row)
        return row

    def act(self, verb: str, subject: Identified, **details: Any) -> Entry:
        """Refuses unless page one allows it, and writes the journal. Details must be JSON; never secrets."""
        standing = self.house.permits(self, verb, subject)
        if not standing:
            raise NotAllowed(members={"verb": verb})
        entry = Entry(
            at=self.now,
            verb=verb,
            actor_id=self.user.id,
            on_behalf_of_id=standing if isinstance(standing, str) else None,
            subject_kind=subject.__tablename__,  # type: ignore[attr-defined]
            subject_id=subject.id,
            account_id=account_of(subject),
            details=details,
            request_id=self.request_id,
            due_at=self.now if verb in self.house.reacts else None,
        )
        if not self.db.info.get("acts_wait"):
            self.db.add(entry)
        record_of(self.db).open(entry)
        return entry


def account_of(subject: Identified) -> str | None:
    """The account whose timeline an act belongs to."""
    if subject.__tablename__ == "accounts":  # type: ignore[attr-defined]
        return subject.id
    found: str | None = getattr(subject, "account_id", None)
    return found
