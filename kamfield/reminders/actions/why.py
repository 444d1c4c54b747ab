"""Why somebody was told of a thing, or was not, or is not yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kamfield.core.texts import N_, translate
from kamfield.core.work import Work
from kamfield.reminders import queries
from kamfield.reminders.actions.about import about
from kamfield.reminders.actions.not_yet import EXPLAIN, NOTHING, OF_NOTHING
from kamfield.reminders.models import Reminder
from kamfield.reminders.rules import MANDATORY, OCCASIONS, Kind, Reason
from kamfield.reminders.rules.wording import written


@dataclass(frozen=True)
class Answer:
    """The latest reminder of a kind about a thing, if there is one, and the sentence."""

    kind: Kind
    subject_id: str | None
    reminder: Reminder | None
    why: str


def why(work: Work, locale: str, kind: Kind, subject_id: str | None = None) -> Answer:
    """What the ledger says, else what the rules say, in the language of who asks now."""
    latest = work.all(queries.latest(work.user, kind, subject_id))
    row = latest[0] if latest else None
    return Answer(kind, subject_id, row, story(work, locale, row) if row else _why_not(work, locale, kind, subject_id))


def story(work: Work, locale: str, row: Reminder) -> str:
    """Why its receiver got a reminder, or did not: the occasion, what it is about, and what became of it and when.

    Of one that joined others that is also what became of their mail.
    """
    sentences = [(OCCASIONS[Kind(row.kind)], {}), about(work, locale, row), (row.fate, _marks(row))]
    if row.reason == Reason.JOINED_DIGEST and row.digest_id is not None:
        mail = work.one(queries.by_id(work.user, row.digest_id))
        sentences.append((mail.fate, _marks(mail)))
    return translate("%(said)s", locale, said=tuple(_told(work, locale, *one) for one in sentences if one))


def _marks(row: Reminder) -> dict[str, Any]:
    said = (row.refusal or "").rstrip(".")
    return {"at": row.closed_at, "until": row.due_at, "address": row.address, "said": said}


def _told(work: Work, locale: str, sentence: str, values: Mapping[str, Any]) -> str:
    return translate(sentence, locale, **written(values, locale, work.user.zone, work.today))


def _why_not(work: Work, locale: str, kind: Kind, subject_id: str | None) -> str:
    settings = work.db.scalars(queries.settings_of(work.user.id)).one_or_none()
    if settings is not None and kind in settings.unwanted and kind not in MANDATORY:
        sentence, values = N_("You do not want reminders of this kind."), dict[str, Any]()
    elif kind in EXPLAIN and (subject_id or kind in OF_NOTHING):
        sentence, values = EXPLAIN[kind](work, subject_id or "")
    else:
        sentence, values = NOTHING, {}
    said = _told(work, locale, OCCASIONS[kind], {}), _told(work, locale, sentence, values)
    return translate("%(said)s", locale, said=said)
