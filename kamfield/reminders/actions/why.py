"""Why somebody was told of a thing, or was not, or is not yet."""

from dataclasses import dataclass
from typing import Any

from kamfield.core.texts import N_, translate
from kamfield.core.work import Work
from kamfield.reminders import queries
from kamfield.reminders.actions.not_yet import EXPLAIN, NOTHING, OF_NOTHING
from kamfield.reminders.models import Reminder
from kamfield.reminders.rules import MANDATORY, OCCASIONS, Kind, Reason


@dataclass(frozen=True)
class Answer:
    """The latest reminder of a kind about a thing, if there is one, and the sentence."""

    kind: Kind
    subject_id: str | None
    reminder: Reminder | None
    why: str


def why(work: Work, kind: Kind, subject_id: str | None = None) -> Answer:
    """What the ledger says, else what the rules say."""
    latest = work.all(queries.latest(work.user, kind, subject_id))
    row = latest[0] if latest else None
    return Answer(kind, subject_id, row, story(work, row) if row else _why_not(work, kind, subject_id))


def story(work: Work, row: Reminder) -> str:
    """A reminder explained; of one that joined others also what became of their mail."""
    said = row.why(work.user.locale)
    if row.reason != Reason.JOINED_DIGEST or row.digest_id is None:
        return said
    return f"{said} {work.one(queries.by_id(work.user, row.digest_id)).fate(work.user.locale)}"


def _why_not(work: Work, kind: Kind, subject_id: str | None) -> str:
    settings = work.db.scalars(queries.settings_of(work.user.id)).one_or_none()
    if settings is not None and kind in settings.unwanted and kind not in MANDATORY:
        sentence, values = N_("You do not want reminders of this kind."), dict[str, Any]()
    elif kind in EXPLAIN and (subject_id or kind in OF_NOTHING):
        sentence, values = EXPLAIN[kind](work, subject_id or "")
    else:
        sentence, values = NOTHING, {}
    locale = work.user.locale
    return f"{translate(OCCASIONS[kind], locale)} {translate(sentence, locale, **values)}"
