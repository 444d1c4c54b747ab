"""A robot of a company chat was deleted, or takes nothing of ours: whoever set it up is told by mail."""

from collections.abc import Mapping
from typing import Any

from kamfield.core.journal import Entry
from kamfield.core.texts import N_
from kamfield.core.work import Work
from kamfield.messengers import queries as messengers
from kamfield.reminders.actions import remind
from kamfield.reminders.background.page import Line, Notice
from kamfield.reminders.models import Reminder
from kamfield.reminders.rules import Kind, Reason
from kamfield.users.models import User


def tell_of_the_robot(work: Work, entry: Entry) -> None:
    """It answered that it is not there any more, or that it takes nothing of ours."""
    messenger = work.one(messengers.any_by_id(entry.subject_id))
    said = {name: entry.details[name] for name in ("said", "unwelcome") if name in entry.details}
    occasion, when = f"{messenger.id}:{entry.id}", entry.at
    remind(work, Kind.MESSENGER_GONE, messenger.user_id, occasion, subject_id=messenger.id, happened_at=when, **said)


def messenger_gone(work: Work, row: Reminder, _user: User) -> Notice | Reason:
    """Unless it was taken back, moved or found again."""
    messenger = work.one(messengers.any_by_id(row.subject_id or ""))
    if messenger.gone_at is None or messenger.removed_at is not None:
        return Reason.NO_LONGER_NEEDED
    values = {"label": messenger.label, "hint": messenger.hint, "at": messenger.gone_at}
    if row.params.get("unwelcome"):
        return _unwelcome(values, row.params["said"])
    lead = N_("Since %(at)s %(hint)s answers that it is not there any more. What stood there comes by mail alone.")
    return Notice(N_("Your messenger %(label)s is gone"), values, lead=lead)


def _unwelcome(values: Mapping[str, Any], said: str) -> Notice:
    lead = N_(
        "Since %(at)s %(hint)s refuses what Kamfield writes. Allow it in the settings of the robot (keyword, "
        "signature, network address), then try the messenger out. Until then what stood there comes by mail alone."
    )
    return Notice(N_("Your messenger %(label)s takes no messages"), values, lead=lead, lines=[Line(said)])
