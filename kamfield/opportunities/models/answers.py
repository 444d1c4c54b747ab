"""What somebody knows about an opportunity: dated, with evidence, source and author, never overwritten."""

from datetime import date, datetime

from sqlalchemy import ColumnElement, Index, String, literal_column
from sqlalchemy.orm import Mapped, mapped_column

from kamfield.accounts.rules.facts import Source
from kamfield.core.errors import Problem
from kamfield.core.rows import ID_LENGTH, Base, refers_to
from kamfield.core.texts import N_
from kamfield.opportunities.models.part import Part
from kamfield.opportunities.rules.gates import Reply, Said

CURRENT: ColumnElement[bool] = literal_column("superseded_at IS NULL AND deleted_at IS NULL")


class AnsweredMeanwhile(Problem):
    """Two people answered the same question in the same moment; one of them looks again."""

    status = 409
    title = N_("Answered by somebody else just now")
    detail = N_("Somebody answered this at the same moment. Read what they wrote, and repeat if you know more.")


class Answer(Part, Base):
    """What somebody said to one question. A later answer to the same question takes its place; it stays as history."""

    __tablename__ = "opportunity_answers"

    question: Mapped[str]
    reply: Mapped[str]
    evidence: Mapped[str | None]
    answered_on: Mapped[date]
    source_kind: Mapped[str] = mapped_column(default=Source.OWN)
    source_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    author_id: Mapped[str | None] = refers_to("users.id", index=False)
    superseded_at: Mapped[datetime | None]

    __table_args__ = (
        Index("ix_opportunity_answers_opportunity", "opportunity_id", "answered_on", "id"),
        Index(
            "uq_opportunity_answers_current",
            "opportunity_id",
            "question",
            unique=True,
            sqlite_where=CURRENT,
            postgresql_where=CURRENT,
            info={"problem": AnsweredMeanwhile},
        ),
    )

    @property
    def said(self) -> Said:
        """The reply and its day."""
        return Said(Reply(self.reply), self.answered_on)

    def repeats(self, other: "Answer") -> bool:
        """Whether it says on the same day what another one says: somebody tapped twice."""
        told = ("question", "reply", "evidence", "answered_on", "source_kind", "source_id", "author_id")
        return all(getattr(self, column) == getattr(other, column) for column in told)

    def supersede(self, at: datetime) -> None:
        """A later answer takes its place."""
        self.superseded_at = at
