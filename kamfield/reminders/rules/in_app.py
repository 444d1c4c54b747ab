"""What of the reminders the app shows as notices, what each is about, and for how long."""

from collections.abc import Mapping
from datetime import timedelta

from kamfield.reminders.rules.kinds import ASKED_FOR, Kind

SHOWN_FOR = timedelta(days=30)
LOOKS_BACK = timedelta(minutes=10)  # what changed meanwhile is looked at, more than once rather than never
IN_THE_APP = frozenset(Kind) - ASKED_FOR - {Kind.DIGEST}  # several in one mail are several notices

ABOUT: Mapping[Kind, str] = {
    Kind.PLAN_WAITING: "plans",
    Kind.PLAN_ESCALATED: "plans",
    Kind.PLAN_DECIDED: "plans",
    Kind.PLAN_OVERDUE: "plans",
    Kind.PLAN_DUE: "plans",
    Kind.VISIT_UNPREPARED: "visits",
    Kind.REPORT_OWED: "visits",
    Kind.FOLLOW_UP_DUE: "follow_ups",
    Kind.QUOTE_EXPIRING: "quotes",
    Kind.TODO_DUE: "todo_items",
    Kind.FACT_DUE: "todo_items",
    Kind.CONTACT_LEFT: "contacts",
    Kind.BIRTHDAY: "contacts",
    Kind.ACCOUNT_OVERDUE: "accounts",
    Kind.WEEK: "todo_lists",
    Kind.CLOSE_WEEK: "todo_lists",
}
"""The table of the phone in which the subject of a notice stands."""

CREDIT_CHECKS = "facts"
SUBJECTS = frozenset({*ABOUT.values(), CREDIT_CHECKS})
