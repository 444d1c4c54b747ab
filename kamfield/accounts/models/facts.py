"""What we know of a client's business: dated, with source and author, never overwritten."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Index, String, literal_column
from sqlalchemy.orm import Mapped, mapped_column, validates

from kamfield.accounts.models.part import Part
from kamfield.accounts.rules import sort_key
from kamfield.accounts.rules.facts import SAYING, Source
from kamfield.core.errors import Problem
from kamfield.core.rows import ID_LENGTH, Base, refers_to
from kamfield.core.texts import N_

CURRENT: ColumnElement[bool] = literal_column("superseded_at IS NULL AND deleted_at IS NULL")


class LearntMeanwhile(Problem):
    """Two people recorded the same fact in the same moment; one of them looks again."""

    status = 409
    title = N_("Recorded by somebody else just now")
    detail = N_("Somebody recorded this fact at the same moment. Read what they wrote, and repeat if yours is newer.")


class Superseded(Problem):
    """There is a newer fact of this kind and subject."""

    status = 409
    title = N_("There is a newer fact")
    detail = N_("A newer fact took the place of this one, so only the newer one can be confirmed.")


class Fact(Part, Base):
    """One commercial fact. What each kind says, and in which unit, stands in `rules.facts.FORMS`.

    A newer fact of the same kind and subject supersedes it; the older one stays as history.
    """

    __tablename__ = "facts"

    kind: Mapped[str]
    subject: Mapped[str] = mapped_column(default="")
    subject_key: Mapped[str]
    amount: Mapped[Decimal | None]
    unit: Mapped[str | None]
    currency: Mapped[str | None] = mapped_column(String(3))
    text: Mapped[str | None]
    due_on: Mapped[date | None]
    observed_on: Mapped[date]
    source_kind: Mapped[str] = mapped_column(default=Source.OWN)
    source_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    author_id: Mapped[str | None] = refers_to("users.id", index=False)  # nobody: Kamfield itself, from an import
    confirmed_on: Mapped[date | None]
    confirmed_by_id: Mapped[str | None] = refers_to("users.id", index=False)
    superseded_at: Mapped[datetime | None]

    __table_args__ = (
        Index("ix_facts_account_kind", "account_id", "kind", "id"),
        Index("ix_facts_account_observed", "account_id", "observed_on", "id"),
        Index(
            "uq_facts_current",
            "account_id",
            "kind",
            "subject_key",
            unique=True,
            sqlite_where=CURRENT,
            postgresql_where=CURRENT,
            info={"problem": LearntMeanwhile},
        ),
    )

    @validates("subject")
    def _keep_key(self, _attribute: str, subject: str) -> str:
        self.subject_key = sort_key(subject)
        return subject

    @property
    def place(self) -> tuple[str, str]:
        """Kind and subject: of all facts of an account with the same, one counts."""
        return self.kind, self.subject_key

    @property
    def fresh_on(self) -> date:
        """The last day on which somebody saw that it is so."""
        return max(self.observed_on, self.confirmed_on or self.observed_on)

    def says(self, said: Mapping[str, Any]) -> bool:
        """Whether it says just this about its subject."""
        return all(getattr(self, column) == said.get(column) for column in SAYING if column != "subject")

    def supersede(self, at: datetime) -> None:
        """A newer fact takes its place."""
        self.superseded_at = at

    def restore(self) -> None:
        """What had taken its place was a mistake: it counts again."""
        self.superseded_at = None

    def confirm(self, by_id: str | None, on: date) -> None:
        """Somebody saw on that day that it is still so."""
        if self.superseded_at is not None:
            raise Superseded
        if on >= self.fresh_on:
            self.confirmed_on, self.confirmed_by_id = on, by_id
