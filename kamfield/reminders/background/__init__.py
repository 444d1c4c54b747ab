"""What reminders do by themselves: the weekly rhythm, composing, handing over."""

from kamfield.reminders.background.outbox import deliver
from kamfield.reminders.background.rhythm import plan_rhythms, remind_of_the_week

__all__ = ["deliver", "plan_rhythms", "remind_of_the_week"]
