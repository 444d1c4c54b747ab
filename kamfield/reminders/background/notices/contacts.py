"""Somebody left a client: whoever leads it is told, and whoever is about to meet them."""

from zoneinfo import ZoneInfo

from kamfield.core.journal import Entry
from kamfield.core.texts import N_
from kamfield.core.work import Work
from kamfield.reminders.actions import remind
from kamfield.reminders.background.page import TO_THE_WEEK, Days, Line, Notice
from kamfield.reminders.models import Reminder
from kamfield.reminders.queries import notices as queries
from kamfield.reminders.rules import MOST_ROWS, Kind, Reason
from kamfield.users.models import User


def tell_who_meets_them(work: Work, entry: Entry) -> None:
    """A contact left: told once, however often somebody marks and unmarks it on the same day."""
    contact = work.row(queries.contact(entry.subject_id))
    meeting = {visit.rep_id for visit in work.db.execute(queries.visits_to_meet(entry.subject_id, entry.at.date()))}
    for user_id in {contact.lead_id, *meeting} - {entry.actor_id}:
        occasion = f"{entry.subject_id}:{contact.left_on}"
        remind(work, Kind.CONTACT_LEFT, user_id, occasion, subject_id=entry.subject_id, happened_at=entry.at)


def contact_left(work: Work, row: Reminder, user: User) -> Notice | Reason:
    """Who left, and which of the receiver's visits were to meet them."""
    contact = work.row(queries.contact(row.subject_id or ""))
    if contact.active:
        return Reason.NO_LONGER_NEEDED
    today = work.now.astimezone(ZoneInfo(user.time_zone)).date()
    to_come = queries.visits_to_meet(row.subject_id or "", today).limit(MOST_ROWS)
    days = [visit.day for visit in work.db.execute(to_come) if visit.rep_id == user.id]
    meant = Line(contact.account_name, N_("You wanted to meet them on %(day)s."), {"day": Days(days)})
    lines = [meant] if days else []
    values = {"contact": contact.name, "account": contact.account_name}
    lead = N_("Find out who follows, and whom to meet instead.")
    way = TO_THE_WEEK if contact.lead_id == user.id else {}  # whose list asks who follows
    return Notice(N_("%(contact)s has left %(account)s"), values, lead=lead, lines=lines, **way)
