"""The first answer to a request, kept so that the same request sent again gets it again."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import LargeBinary, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from kamfield.core.errors import Problem
from kamfield.core.rows import ID_LENGTH, Base
from kamfield.core.texts import N_
from kamfield.core.types import Json

KEPT_FOR = timedelta(days=3)


class KeyReused(Problem):
    """The key came with another request before."""

    status = 422
    title = N_("This Idempotency-Key was used for something else")
    detail = N_("The key came with a different request before. Use a new key for a new request.")


class FirstAnswer(Base):
    """What was answered to a request with an Idempotency-Key; written in the transaction of the request itself."""

    __tablename__ = "first_answers"

    user_id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    fingerprint: Mapped[str]
    at: Mapped[datetime] = mapped_column(index=True)
    status: Mapped[int]
    headers: Mapped[dict[str, Any]] = mapped_column(Json)
    body: Mapped[bytes] = mapped_column(LargeBinary)


def find(db: Session, user_id: str, key: str, fingerprint: str) -> FirstAnswer | None:
    """The first answer, or None when this is the first time; `KeyReused` when the request was another."""
    statement = select(FirstAnswer).where(FirstAnswer.user_id == user_id, FirstAnswer.key == key)
    answer = db.scalars(statement).one_or_none()
    if answer is not None and answer.fingerprint != fingerprint:
        raise KeyReused
    return answer


def forget_old(db: Session, now: datetime) -> None:
    """Drops the answers that nobody will ask for again."""
    db.execute(delete(FirstAnswer).where(FirstAnswer.at < now - KEPT_FOR))
