"""What reminders do by themselves: the weekly rhythm, composing, handing over."""

from kamfield.reminders.background.in_app import end_notices, forget_notices
from kamfield.reminders.background.minutes import mail_minutes
from kamfield.reminders.background.notices.contacts import tell_who_meets_them
from kamfield.reminders.background.notices.handovers import tell_the_receivers
from kamfield.reminders.background.notices.messengers import tell_of_the_robot
from kamfield.reminders.background.notices.plans import tell_the_rep, tell_the_rep_of_lines, tell_who_decides
from kamfield.reminders.background.outbox import deliver
from kamfield.reminders.background.rhythm import follow_the_person, keep_the_rhythm, plan_rhythms
from kamfield.reminders.background.sign_in import mail_invitation, mail_reset

__all__ = [
    "deliver",
    "end_notices",
    "follow_the_person",
    "forget_notices",
    "keep_the_rhythm",
    "mail_invitation",
    "mail_minutes",
    "mail_reset",
    "plan_rhythms",
    "tell_of_the_robot",
    "tell_the_receivers",
    "tell_the_rep",
    "tell_the_rep_of_lines",
    "tell_who_decides",
    "tell_who_meets_them",
]
