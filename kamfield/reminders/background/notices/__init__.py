"""What single reminders say: a function per kind that looks whether it is still true, and finds the words."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from zoneinfo import ZoneInfo

from kamfield.core.errors import NotFound
from kamfield.core.texts import N_, translate
from kamfield.core.work import Work
from kamfield.outside import Outside
from kamfield.reminders import queries
from kamfield.reminders.actions.notices import Said, show
from kamfield.reminders.background.notices.clients import birthday, client_overdue
from kamfield.reminders.background.notices.contacts import contact_left
from kamfield.reminders.background.notices.deadlines import plan_to_hand_in
from kamfield.reminders.background.notices.handovers import handed_over
from kamfield.reminders.background.notices.messengers import messenger_gone
from kamfield.reminders.background.notices.plans import plan_decided, plan_waiting
from kamfield.reminders.background.notices.quotes import follow_up_due, quote_expiring
from kamfield.reminders.background.notices.todos import fact_due, todo_due
from kamfield.reminders.background.notices.visits import report_owed, visit_unprepared
from kamfield.reminders.background.page import TO_THE_WEEK, Draft, Notice, Told, in_one_text, told
from kamfield.reminders.models import Reminder
from kamfield.reminders.rules import FORMS, OCCASIONS, Kind, Reason
from kamfield.reminders.rules.kinds import IN_ORDER
from kamfield.users.models import User
from kamfield.users.rules import Role

TELL: Mapping[str, Callable[[Work, Reminder, User], Notice | Reason]] = {
    Kind.PLAN_WAITING: plan_waiting,
    Kind.PLAN_ESCALATED: plan_waiting,
    Kind.PLAN_DECIDED: plan_decided,
    Kind.HANDED_OVER: handed_over,
    Kind.PLAN_OVERDUE: plan_to_hand_in,
    Kind.PLAN_DUE: plan_to_hand_in,
    Kind.VISIT_UNPREPARED: visit_unprepared,
    Kind.REPORT_OWED: report_owed,
    Kind.FOLLOW_UP_DUE: follow_up_due,
    Kind.QUOTE_EXPIRING: quote_expiring,
    Kind.TODO_DUE: todo_due,
    Kind.FACT_DUE: fact_due,
    Kind.CONTACT_LEFT: contact_left,
    Kind.ACCOUNT_OVERDUE: client_overdue,
    Kind.BIRTHDAY: birthday,
    Kind.MESSENGER_GONE: messenger_gone,
}
TOLD_BY_THE_TEAM = frozenset({Kind.PLAN_WAITING, Kind.PLAN_ESCALATED})  # in the mail about it, as plans that wait
TOLD_BY_THE_WEEK = frozenset({Kind.TODO_DUE, Kind.FOLLOW_UP_DUE})  # under headings of their own

Notices = Sequence[tuple[str, Sequence[Told]]]


def draft_notice(work: Work, outside: Outside, row: Reminder, user: User) -> Draft | Reason:
    """A reminder as a mail of its own, unless it is no longer true."""
    said = said_by(work, row, user, outside.public_url)
    if isinstance(said, Reason):
        return said
    return Draft(
        template="notice",
        subject="%(title)s",
        subject_values={"title": said.title},
        sentences={"why": OCCASIONS[Kind(row.kind)]},
        values={"name": user.name, "told": said},
    )


def draft_digest(work: Work, outside: Outside, row: Reminder, user: User) -> Draft | Reason:
    """Several reminders as one mail; its subject is the most pressing one."""
    return several(work, outside, row, user, joined(work, outside, row, user))


def several(work: Work, outside: Outside, row: Reminder, user: User, notices: Notices) -> Draft | Reason:
    """The same with what is still true; also for whom a week's mail would have nothing else to say."""
    count = sum(len(several) for _, several in notices)
    if not count:
        return Reason.NO_LONGER_NEEDED
    first = notices[0][1][0].title
    return Draft(
        template="digest",
        subject=N_("%(first)s, and %(count)s more") if count > 1 else "%(first)s",
        subject_values={"first": first, "count": count - 1},
        sentences={"why": OCCASIONS[Kind(row.kind)], "button": TO_THE_WEEK["button"]},
        values={
            "name": user.name,
            "now": work.now,
            "zone": ZoneInfo(user.time_zone),
            "notices": notices,
            **({"link": f"{outside.public_url}{TO_THE_WEEK['path']}"} if user.role == Role.REP else {}),
        },
    )


def joined(work: Work, outside: Outside, row: Reminder, user: User, but: Collection[Kind] = ()) -> Notices:
    """What joined a mail and is still true, by kind, the most pressing first; the ledger is told of the rest.

    Steps of a quotation are said once. Kinds of `but` are told elsewhere in the mail.
    """
    ids = frozenset(row.params.get("joined", ()))
    rows = sorted(work.all(queries.joined(ids)) if ids else (), key=lambda one: (IN_ORDER[Kind(one.kind)], one.key))
    spoken: dict[str, tuple[Kind, Told]] = {}
    shown: dict[str, Said] = {}
    for one in rows:
        said = said_by(work, one, user, outside.public_url)
        if isinstance(said, Reason):
            one.leave(said)
        else:
            about = said.title if one.kind == Kind.FOLLOW_UP_DUE else one.id
            shown[about] = Said(one, said.title, in_one_text(said, user.locale))
            if one.kind not in but:
                spoken.setdefault(about, (Kind(one.kind), _by_itself(said, outside)))
    show(work, user, list(shown.values()))
    grouped = groupby(spoken.values(), key=lambda pair: pair[0])
    return [(translate(FORMS[kind].label, user.locale), [said for _, said in several]) for kind, several in grouped]


def _by_itself(said: Told, outside: Outside) -> Told:
    """Among others: the way to the week is not told with each of them, the mail has a button for it."""
    to_the_week = f"{outside.public_url}{TO_THE_WEEK['path']}"
    return replace(said, link="", button="") if said.link == to_the_week else said


def said_by(work: Work, row: Reminder, user: User, public_url: str = "") -> Told | Reason:
    """What a single reminder says now, or why it says nothing any more."""
    try:
        notice = TELL[row.kind](work, row, user)
    except NotFound:
        return Reason.NO_LONGER_NEEDED  # what it was about is gone
    if isinstance(notice, Reason):
        return notice
    return told(notice, user.locale, ZoneInfo(user.time_zone), public_url)
