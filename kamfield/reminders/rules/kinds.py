"""Every kind of reminder in one table: on which occasion, when, and whether one can do without it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from kamfield.core.codes import code_list
from kamfield.core.texts import N_


class Kind(StrEnum):
    """What a reminder is about."""

    INVITATION = "invitation"
    PASSWORD_RESET = "password_reset"  # noqa: S105  the name of a kind
    MINUTES = "minutes"
    WEEK = "week"
    TEAM_WEEK = "team_week"
    CLOSE_WEEK = "close_week"
    DIGEST = "digest"
    PLAN_WAITING = "plan_waiting"
    PLAN_ESCALATED = "plan_escalated"
    PLAN_DECIDED = "plan_decided"
    PLAN_OVERDUE = "plan_overdue"
    PLAN_DUE = "plan_due"
    VISIT_UNPREPARED = "visit_unprepared"
    REPORT_OWED = "report_owed"
    FOLLOW_UP_DUE = "follow_up_due"
    QUOTE_EXPIRING = "quote_expiring"
    TODO_DUE = "todo_due"
    FACT_DUE = "fact_due"
    CONTACT_LEFT = "contact_left"
    ACCOUNT_OVERDUE = "account_overdue"
    BIRTHDAY = "birthday"
    MESSENGER_GONE = "messenger_gone"


class When(StrEnum):
    """What decides the hour of a reminder."""

    ASKED_FOR = "asked_for"  # somebody waits for it: at once, whatever the hour
    AT_ONCE = "at_once"
    MORNING = "morning"
    EVENING = "evening"
    WEEKLY = "weekly"


@dataclass(frozen=True)
class Form:
    """A row of the table. The label names the kind in settings and digests, the occasion says why one gets it."""

    when: When
    label: str
    occasion: str
    mandatory: bool = False


FORMS: Mapping[Kind, Form] = {
    Kind.INVITATION: Form(
        When.ASKED_FOR, N_("Invitation"), N_("An administrator invited you to Kamfield."), mandatory=True
    ),
    Kind.PASSWORD_RESET: Form(
        When.ASKED_FOR, N_("New password"), N_("Somebody, probably you, asked for a new password."), mandatory=True
    ),
    Kind.MINUTES: Form(
        When.ASKED_FOR,
        N_("Minutes for a client"),
        N_("You sent the minutes of a visit to somebody at the client."),
        mandatory=True,
    ),
    Kind.WEEK: Form(
        When.WEEKLY,
        N_("The week on Monday"),
        N_("Everybody gets their week on Monday morning at 07:30, in their own time zone."),
    ),
    Kind.TEAM_WEEK: Form(
        When.WEEKLY,
        N_("The team on Monday"),
        N_("Every manager hears on Monday morning at 07:30 what waits in the team."),
    ),
    Kind.CLOSE_WEEK: Form(
        When.WEEKLY,
        N_("Closing the week"),
        N_("Whoever has not closed the week is reminded of it on Friday at 15:00, in their own time zone."),
    ),
    Kind.DIGEST: Form(
        When.MORNING,
        N_("Several reminders in one mail"),
        N_("Several reminders came together, so they are one mail."),
    ),
    Kind.PLAN_WAITING: Form(
        When.AT_ONCE,
        N_("Plans that wait for you"),
        N_("Whoever is asked to decide about a monthly plan is told at once."),
        mandatory=True,
    ),
    Kind.PLAN_ESCALATED: Form(
        When.AT_ONCE,
        N_("Plans nobody decided in time"),
        N_("A plan that nobody decided in time goes one level up, and whoever is asked then is told."),
        mandatory=True,
    ),
    Kind.PLAN_DECIDED: Form(
        When.AT_ONCE, N_("Your plan was decided"), N_("A rep is told what was decided about the plan."), mandatory=True
    ),
    Kind.PLAN_OVERDUE: Form(
        When.MORNING,
        N_("Plan overdue"),
        N_("Whoever has not handed in the plan of a month is reminded 1, 3 and 7 days after it was due."),
        mandatory=True,
    ),
    Kind.PLAN_DUE: Form(
        When.MORNING,
        N_("Plan due"),
        N_("Whoever has not handed in the plan of a month is reminded 5 and 2 days before, and on the day."),
    ),
    Kind.VISIT_UNPREPARED: Form(
        When.EVENING,
        N_("Visits that are not prepared"),
        N_("You are told at 17:00 which visits of your next working day are not prepared."),
    ),
    Kind.REPORT_OWED: Form(
        When.MORNING,
        N_("Reports owed"),
        N_("You are told in the morning which reports are due on that day, and once more when one is late."),
    ),
    Kind.FOLLOW_UP_DUE: Form(
        When.MORNING,
        N_("Follow-ups of quotations"),
        N_("You are told in the morning which quotations are to be chased on that day."),
    ),
    Kind.QUOTE_EXPIRING: Form(
        When.MORNING,
        N_("Quotations that expire"),
        N_("You are told 3 days before a quotation expires, and on its last day."),
    ),
    Kind.TODO_DUE: Form(
        When.MORNING, N_("To-dos"), N_("You are told in the morning what of your list is due on that day.")
    ),
    Kind.FACT_DUE: Form(
        When.MORNING,
        N_("Credit checks and facts to ask for"),
        N_("Whoever leads a client is told when a credit check or another fact is due."),
    ),
    Kind.CONTACT_LEFT: Form(
        When.AT_ONCE,
        N_("Contacts who left"),
        N_("Whoever leads a client, or is about to visit it, is told when one of its people leaves."),
    ),
    Kind.MESSENGER_GONE: Form(
        When.AT_ONCE,
        N_("Messengers that are gone"),
        N_("Whoever set up a messenger is told when it takes no more messages."),
    ),
    Kind.ACCOUNT_OVERDUE: Form(
        When.MORNING,
        N_("Clients not visited for too long"),
        N_("Whoever leads a client is told when it was not visited for longer than its tier allows."),
    ),
    Kind.BIRTHDAY: Form(
        When.MORNING,
        N_("Birthdays of key contacts"),
        N_(
            "Whoever leads a client is told of the birthdays of its deciders, and of everybody's at a client of tier A."
        ),
    ),
}
IN_ORDER = {kind: place for place, kind in enumerate(FORMS)}  # the most pressing first
MANDATORY = frozenset(kind for kind, form in FORMS.items() if form.mandatory)
ASKED_FOR = frozenset(kind for kind, form in FORMS.items() if form.when == When.ASKED_FOR)
AT_ONCE = frozenset(kind for kind, form in FORMS.items() if form.when == When.AT_ONCE)
SINGLE = frozenset(kind for kind, form in FORMS.items() if form.when in {When.AT_ONCE, When.MORNING, When.EVENING})
OCCASIONS = {kind: form.occasion for kind, form in FORMS.items()}
CODE_LISTS = (code_list("reminder_kind", Kind, {kind: form.label for kind, form in FORMS.items()}),)
# What happened longer ago is no news any more, and is not told after weeks without a worker. The others say what is
# still so: a plan that waits is told of however long it has waited. A fortnight is longer than any run of holidays.
NEWS_FOR: Mapping[str, timedelta] = {
    Kind.PASSWORD_RESET: timedelta(days=1),
    Kind.MINUTES: timedelta(days=7),
    Kind.PLAN_DECIDED: timedelta(days=14),
    Kind.CONTACT_LEFT: timedelta(days=14),
}


@dataclass(frozen=True)
class Wish:
    """A kind of reminder and whether somebody wants it."""

    kind: Kind
    form: Form
    wanted: bool


def wishes(unwanted: Collection[str]) -> list[Wish]:
    """All kinds that come without being asked for."""
    told = (kind for kind in FORMS if kind not in ASKED_FOR)
    return [Wish(kind, FORMS[kind], kind in MANDATORY or kind not in unwanted) for kind in told]
