"""The days by which the window of phones moves on."""

from datetime import date

from sqlalchemy import Date
from sqlalchemy.orm import Mapped, mapped_column

from kamfield.core.rows import Base
from kamfield.core.types import Stamp


class WindowDay(Base):
    """What the sync clock said when a day (of UTC) had begun: whoever pulled before it had the window of an earlier."""

    __tablename__ = "sync_days"

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    seq: Mapped[int] = mapped_column(Stamp, unique=True)
