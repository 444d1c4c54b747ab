"""How the company works and speaks, row by row for phones: what stands elsewhere, said once more.

The code lists stand in the release, the policies in one row of the company. A phone is to hear of what changed, and of
nothing else, so each code and each value has a row with a stamp of its own, which `follow_the_release` keeps true.
"""

from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from kamfield.core.rows import Base, Synced
from kamfield.core.types import Json


class CodeRow(Synced, Base):
    """One code of a list, with its label in every language; its id is `list.code`."""

    __tablename__ = "codes"
    __journaled__ = False

    list: Mapped[str]
    code: Mapped[str]
    position: Mapped[int]
    label_en: Mapped[str]
    label_zh_cn: Mapped[str]
    symbol: Mapped[str | None]


class PolicyValue(Synced, Base):
    """One value of the policies in force; its id is its key: `report_due_hours`, or `visit_every_days.A` of several.

    The one of its columns that fits is set: texts, codes and times of day are `text`, lists are `items`.
    """

    __tablename__ = "policy_values"
    __journaled__ = False

    key: Mapped[str]
    text: Mapped[str | None]
    number: Mapped[float | None]
    yes: Mapped[bool | None]
    items: Mapped[Any | None] = mapped_column(Json)
