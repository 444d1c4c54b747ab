"""What every stored row has: the base of the models, and the columns that let a phone follow a row."""

from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, ClassVar

from sqlalchemy import Boolean, Date, ForeignKey, MetaData, String, Table, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from kamfield.core import clock
from kamfield.core.types import Exact, Instant, Stamp

ID_LENGTH = 64


class Base(DeclarativeBase):
    """Every table; constraints have names, so that a complaint of one can become a known problem."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012  SQLAlchemy reads it as a class attribute
        str: Text,
        bool: Boolean(create_constraint=False),
        date: Date,
        datetime: Instant,
        Decimal: Exact(4),
    }


def key(**options: Any) -> Any:
    """The primary key of a row: an id made by us or by the phone."""
    return mapped_column(String(ID_LENGTH), primary_key=True, sort_order=-10, **options)


def refers_to(target: str, *, index: bool = True, **options: Any) -> Any:
    """A column that holds another row's id: `refers_to("users.id")`; indexed unless another index begins with it."""
    return mapped_column(String(ID_LENGTH), ForeignKey(target), index=index, **options)


class Identified:
    """A row with an id of its own; id and defaults are there before it is written, so its methods can rely on them."""

    id: Mapped[str] = key()

    def __init__(self, **columns: Any) -> None:
        columns.setdefault("id", clock.new_id())
        for name, usual, is_made in _defaults_of(self.__table__):  # type: ignore[attr-defined]
            if name not in columns:
                columns[name] = usual(None) if is_made else usual
        super().__init__(**columns)


@cache
def _defaults_of(table: Table) -> list[tuple[str, Any, bool]]:
    """Name, value and whether it is made anew each time, of the columns that have a usual value."""
    usual = [(column.key, column.default) for column in table.columns if column.default is not None]
    return [(name, default.arg, default.is_callable) for name, default in usual if not default.is_sequence]  # type: ignore[attr-defined]


class Synced(Identified):
    """A row that phones hold: counted versions, a stamp of the sync clock, and soft deletion.

    `__audience__` names the columns that say whose it is: whoever had it and has it from now on hears of a change.
    `account_id` is one of them where a row has parts that do not name the account themselves. `__ages_by__` is the day
    by which a row leaves phones when it is long past.
    """

    __audience__: ClassVar[tuple[str, ...]] = ()
    __ages_by__: ClassVar[str | None] = None

    version: Mapped[int] = mapped_column(sort_order=90)
    sync_seq: Mapped[int] = mapped_column(Stamp, unique=True, sort_order=91)
    created_at: Mapped[datetime] = mapped_column(sort_order=92)
    updated_at: Mapped[datetime] = mapped_column(sort_order=93)
    deleted_at: Mapped[datetime | None] = mapped_column(sort_order=94)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805
        """An update that meets another version than the one it read hits no row and is refused."""
        return {"version_id_col": cls.__table__.c.version}  # type: ignore[attr-defined]

    def delete(self, at: datetime) -> None:
        """Marks the row as gone; those who could see it still hear of it."""
        self.deleted_at = at
