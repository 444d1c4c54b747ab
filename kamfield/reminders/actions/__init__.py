"""How a reminder comes to be, which the background does; and what somebody does not want to hear of."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from kamfield.core.errors import Fault, Invalid
from kamfield.core.texts import N_, Phrase
from kamfield.core.work import Work
from kamfield.reminders import queries
from kamfield.reminders.models import Reminder, ReminderSettings
from kamfield.reminders.rules import FORMS, MANDATORY, Kind, key_of
from kamfield.reminders.rules.kinds import Wish, wishes
from kamfield.users import queries as users
from kamfield.users.actions.sign_in import as_actor


def remind(
    work: Work,
    kind: Kind,
    user_id: str,
    occasion: str,
    *,
    subject_id: str | None = None,
    due_at: datetime | None = None,
    happened_at: datetime | None = None,
    **params: Any,
) -> Reminder:
    """Puts a reminder into the outbox, due now or at an instant. The same occasion a second time changes nothing.

    News say when it happened, which may be long before this is called.
    """
    if happened_at is not None:
        params["happened_at"] = happened_at.isoformat()
    known = next(iter(work.all(queries.with_key(key_of(kind, user_id, occasion)))), None)
    return known or enter(work, kind, user_id, occasion, subject_id=subject_id, due_at=due_at, **params)


def enter(
    work: Work,
    kind: Kind,
    user_id: str,
    occasion: str,
    *,
    subject_id: str | None = None,
    due_at: datetime | None = None,
    **params: Any,
) -> Reminder:
    """The same, of an occasion of which the caller knows that it is not in the ledger."""
    key = key_of(kind, user_id, occasion)
    usual = {"params": params, "created_at": work.now, "due_at": due_at or work.now}
    return work.add(Reminder(key=key, kind=kind, user_id=user_id, subject_id=subject_id, **usual))


def settings(work: Work) -> list[Wish]:
    """Every kind of reminder somebody can get, and whether they want it."""
    stored = work.db.scalars(queries.settings_of(work.user.id)).one_or_none()
    return wishes(stored.unwanted if stored else ())


def set_unwanted(work: Work, kinds: Collection[str]) -> list[Wish]:
    """What somebody does not want to hear of from now on; what they do not name, they want."""
    if refused := sorted(MANDATORY & set(kinds)):
        text = N_("Nobody can do without reminders of this kind: %(kind)s.")
        raise Invalid([Fault("mandatory", text, "/unwanted", params={"kind": Phrase(FORMS[Kind(refused[0])].label)})])
    stored = work.db.scalars(queries.settings_of(work.user.id)).one_or_none()
    stored = stored or work.add(ReminderSettings(user_id=work.user.id))
    work.act("reminder_settings.change", stored)
    stored.unwanted = sorted(set(kinds))
    work.db.flush()
    return wishes(stored.unwanted)


def unsubscribe(work: Work, user_id: str, kind: str) -> None:
    """Ends a kind of mail for whoever its address was signed for; a second time changes nothing."""
    user = work.one(users.any_by_id(user_id))
    mine = replace(work, user=as_actor(user))
    stored = work.db.scalars(queries.settings_of(user.id)).one_or_none()
    set_unwanted(mine, {*(stored.unwanted if stored else ()), kind})
