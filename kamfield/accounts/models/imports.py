"""Imports: saved column mappings, files on their way in, and what was found in them."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from kamfield.accounts.rules.imports import FINAL, Mode, State
from kamfield.core.due import Due, due_index
from kamfield.core.errors import Problem, WrongState
from kamfield.core.rows import ID_LENGTH, Base, Identified, Synced, refers_to
from kamfield.core.texts import N_
from kamfield.core.types import Json

_LIVING = text("deleted_at IS NULL")


class MappingNameTaken(Problem):
    """One has another mapping of this name."""

    status = 409
    title = N_("This name is taken")
    detail = N_("You have another column mapping of this name. Choose another one.")


class SavedMapping(Synced, Base):
    """A column mapping under a name. `shared` ones can be used by the whole company."""

    __tablename__ = "import_mappings"

    user_id: Mapped[str | None] = refers_to("users.id", index=False, nullable=True)
    name: Mapped[str]
    target: Mapped[str]
    definition: Mapped[dict[str, Any]] = mapped_column(Json)
    shared: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (
        Index(
            "uq_import_mappings_name",
            "user_id",
            "name",
            unique=True,
            sqlite_where=_LIVING,
            postgresql_where=_LIVING,
            info={"problem": MappingNameTaken},
        ),
        Index("ix_import_mappings_shared", "shared", "name", "id"),
    )

    @property
    def owner_id(self) -> str | None:
        """Who saved it."""
        return self.user_id


class Import(Due, Base):
    """A file on its way in. It holds a copy of its mapping, so that a later change of that does not concern it.

    The rows themselves wait in `Portion`; `portion` is the number of the next one. The columns from `rows_read` on
    say how far it is; while `state` is `checking`, `added` and `changed` say what would be done.
    """

    __tablename__ = "imports"
    __journaled__ = False  # what it changes is told account by account

    user_id: Mapped[str | None] = refers_to("users.id", index=False, nullable=True)
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    target: Mapped[str]
    filename: Mapped[str]
    mode: Mapped[str] = mapped_column(default=Mode.ALL_OR_NOTHING)
    dry_run: Mapped[bool] = mapped_column(default=False)
    mapping_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    definition: Mapped[dict[str, Any]] = mapped_column(Json)
    lead_id: Mapped[str | None] = refers_to("users.id", index=False, nullable=True)
    region: Mapped[str]
    columns: Mapped[list[str]] = mapped_column(Json)
    state: Mapped[str] = mapped_column(default=State.CHECKING)
    portion: Mapped[int] = mapped_column(default=0)
    rows: Mapped[int]
    rows_read: Mapped[int] = mapped_column(default=0)
    added: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    unchanged: Mapped[int] = mapped_column(default=0)
    bad: Mapped[int] = mapped_column(default=0)
    doubtful: Mapped[int] = mapped_column(default=0)

    __table_args__ = (
        due_index("imports"),
        Index("ix_imports_user", "user_id", "created_at", "id"),
        Index("ix_imports_created", "created_at", "id"),
    )

    @property
    def owner_id(self) -> str | None:
        """Who imports; nobody when the operator does at the command line."""
        return self.user_id

    @property
    def writes(self) -> bool:
        """Whether the portion in hand is written, or only checked."""
        return self.state == State.WRITING

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in FINAL

    def start_writing(self) -> None:
        """All rows were checked and all are good: once more from the first portion, this time for good."""
        self.state = State.WRITING
        self.portion = self.rows_read = self.added = self.changed = self.unchanged = 0

    def end(self, state: State, at: datetime) -> None:
        """Nothing more will happen."""
        if self.is_over:
            raise WrongState(state=self.state)
        self.state, self.finished_at = state, at


class Portion(Base):
    """Some hundred rows of a file that waits or is worked on; they are gone when the import is over."""

    __tablename__ = "import_portions"

    import_id: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("imports.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    packed: Mapped[bytes] = mapped_column(LargeBinary)


class SeenCode(Base):
    """The row in which an import met a code (or the mark of a new account) first; gone when the import is over."""

    __tablename__ = "import_seen_codes"

    import_id: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("imports.id"), primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    row: Mapped[int]


class ImportFinding(Identified, Base):
    """What is wrong or doubtful: in which row as the spreadsheet program numbers it, in which column."""

    __tablename__ = "import_findings"
    __journaled__ = False

    import_id: Mapped[str] = refers_to("imports.id", index=False)
    row: Mapped[int]
    column: Mapped[str | None]
    severity: Mapped[str]
    code: Mapped[str]
    value: Mapped[str | None]
    params: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)

    __table_args__ = (Index("ix_import_findings_row", "import_id", "row", "id"),)


class ImportDifference(Identified, Base):
    """What an import changes on something that was there: `changes` is `{field: [before, after]}`."""

    __tablename__ = "import_differences"
    __journaled__ = False

    import_id: Mapped[str] = refers_to("imports.id", index=False)
    row: Mapped[int]
    account_id: Mapped[str] = refers_to("accounts.id")
    code: Mapped[str]
    name: Mapped[str]
    changes: Mapped[dict[str, Any]] = mapped_column(Json)

    __table_args__ = (Index("ix_import_differences_row", "import_id", "row", "id"),)
