"""What was lost when a database was restored from a backup."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from kamfield.core.rows import Base
from kamfield.core.types import Stamp


class Restore(Base):
    """Stamps after `noted` and up to `resumed` were given in a future that no longer is: no row here has them."""

    __tablename__ = "sync_restores"

    resumed: Mapped[int] = mapped_column(Stamp, primary_key=True, autoincrement=False)
    noted: Mapped[int] = mapped_column(Stamp)
    at: Mapped[datetime]
