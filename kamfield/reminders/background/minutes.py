"""The mail by which a client's people get the minutes of a visit."""

from babel.dates import format_date

from kamfield.core.journal import Entry
from kamfield.core.texts import N_
from kamfield.core.work import Work
from kamfield.outside import Outside
from kamfield.pages.rules import addresses
from kamfield.reminders.actions import remind
from kamfield.reminders.background.page import Draft, Receiver
from kamfield.reminders.models import Reminder
from kamfield.reminders.rules import Kind, Reason
from kamfield.users.models import User
from kamfield.visits.actions.minutes import issue_link
from kamfield.visits.queries.minutes import copy_by_id
from kamfield.visits.rules.minutes import LINK_LASTS, MinutesState


def mail_minutes(work: Work, entry: Entry) -> None:
    """Each receiver gets a mail of their own, with a link of their own."""
    for copy_id in entry.details["copy_ids"]:
        remind(work, Kind.MINUTES, entry.actor_id, copy_id, happened_at=entry.at, copy_id=copy_id)


def draft_minutes(work: Work, outside: Outside, row: Reminder, rep: User) -> Draft | Reason:
    """The minutes for one receiver, unless newer ones have taken their place; nothing of the internal part."""
    copy = work.one(copy_by_id(row.params["copy_id"]))
    if copy.state != MinutesState.SENT:
        return Reason.NO_LONGER_NEEDED
    token = issue_link(work, copy)
    day = format_date(copy.day, "long", locale=copy.locale.replace("-", "_"))
    return Draft(
        template="minutes",
        subject=N_("Minutes of our meeting on %(day)s"),
        subject_values={"day": day},
        sentences={
            "lead": N_("This is what was said at our meeting. Please look through it, and confirm it or correct it."),
            "button": N_("Look through and confirm"),
            "why": N_("You get this mail because you took part in the meeting."),
        },
        values={
            "name": copy.name,
            "people": tuple(copy.people),
            "said": copy.text,
            "link": f"{outside.public_url}{addresses.minutes(token)}",
            "days": LINK_LASTS.days,
            "rep": rep.name,
            "rep_email": rep.email,
        },
        secret=token,
        to=Receiver(copy.email, copy.name, copy.locale),
        answered_by=(rep.name, rep.email),
    )
