"""What a morning or an evening brings is one mail, however much it is; on Monday it goes along with the week's."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from kamfield.core.prepared import rows_of
from kamfield.core.weeks import week_at
from kamfield.core.work import Work
from kamfield.reminders import queries
from kamfield.reminders.actions import enter, remind
from kamfield.reminders.background.in_app import show_waiting
from kamfield.reminders.background.notices import TOLD_BY_THE_TEAM
from kamfield.reminders.background.notices.clients import birthdays, clients_overdue
from kamfield.reminders.background.notices.deadlines import plans_to_hand_in
from kamfield.reminders.background.notices.quotes import quotes_to_chase
from kamfield.reminders.background.notices.todos import todos_due
from kamfield.reminders.background.notices.visits import reports_owed, visits_today_unprepared, visits_unprepared
from kamfield.reminders.background.patience import next_worked, today_of, unwanted, working_days
from kamfield.reminders.models import Reminder
from kamfield.reminders.rules import MANDATORY, SINGLE, Kind, Reason, State, key_of
from kamfield.reminders.rules.hours import DAY
from kamfield.reminders.rules.occasions import LOOKS_BACK, MOST_NEW, USUALLY_MOST_NEW, Occasion, Span
from kamfield.users.actions.sign_in import as_actor
from kamfield.users.models import User

IN_THE_MORNING: Sequence[Callable[[Work, User, Span], Iterator[Occasion]]] = (
    plans_to_hand_in,
    visits_today_unprepared,
    reports_owed,
    quotes_to_chase,
    todos_due,
    clients_overdue,
    birthdays,
)


def tell_the_morning(work: Work, user: User) -> None:
    """What is to be said to somebody today, and what waited for this morning; nothing on a day off."""
    span = _span(work, user)
    if span is not None:
        off = unwanted(work, user.id)
        host = _host(work, user, Kind.WEEK, off)
        found = [occasion for look in IN_THE_MORNING for occasion in look(work, user, span)]
        waited = [*work.all(queries.held(user.id, work.now - LOOKS_BACK)), *_back_from_leave(work, user)]
        _tell(work, user, [*waited, *_new(work, user, found)], off, host)


def tell_the_evening(work: Work, user: User) -> None:
    """What the next working day, and the days off before it, still lack."""
    span = _span(work, user)
    if span is not None:
        found = list(visits_unprepared(work, user, span.today + DAY, span.until + DAY))
        _tell(work, user, _new(work, user, found), unwanted(work, user.id))


def _span(work: Work, user: User) -> Span | None:
    """The days somebody is told of today; None on a day off."""
    today = today_of(work, user)
    works = working_days(work, user, today)
    return Span(today, _soon(today, next_worked(works, today) - DAY)) if works(today) else None


def _soon(today: date, last: date) -> date:
    """Before long leave nobody is told what happens at its end."""
    return min(last, today + timedelta(days=9))


def _new(work: Work, user: User, found: Iterable[Occasion]) -> list[Reminder]:
    """The reminders of occasions that nobody was told of; of each kind so many a day, the first found first."""
    keys = {key_of(one.kind, user.id, one.key): one for one in found}
    known = {one.key for one in rows_of(work.db, queries.keys_among(keys.keys()))} if keys else set()
    fresh = sorted((one for key, one in keys.items() if key not in known), key=lambda one: one.kind)
    chosen = [list(some)[: MOST_NEW.get(kind, USUALLY_MOST_NEW)] for kind, some in groupby(fresh, lambda one: one.kind)]
    return [
        enter(work, one.kind, user.id, one.key, subject_id=one.subject_id, **one.params)
        for some in chosen
        for one in some
    ]


def _tell(work: Work, user: User, rows: Sequence[Reminder], off: Collection[str], host: Reminder | None = None) -> None:
    """Each in a mail of its own when it is the only one or may not be joined, else all of them in one."""
    wanted = [row for row in rows if row.kind not in off]
    for row in rows:
        if row.kind in off:
            row.suppress(Reason.OPTED_OUT, work.now)
            row.due_at = None
    if Kind.DIGEST in off:
        _tell_apart(work, user, wanted)
    elif host is not None and wanted:
        _join_the_week(work, user, wanted, off, host)
    elif len(wanted) > 1:
        _join(work, wanted, remind(work, Kind.DIGEST, user.id, f"{work.now:%Y%m%dT%H%M}"))
    else:
        _tell_apart(work, user, wanted)


def _join_the_week(work: Work, user: User, rows: Sequence[Reminder], off: Collection[str], host: Reminder) -> None:
    """What their own week's mail tells, and what their team's tells anyway: plans that wait for nobody but them."""
    asked = [row for row in rows if row.kind in TOLD_BY_THE_TEAM]
    team = _host(work, user, Kind.TEAM_WEEK, off) if asked else None
    waiting = {plan.id for plan in work.db.execute(queries.plans_waiting(as_actor(user)))} if team else set()
    told = [row for row in asked if row.subject_id in waiting]
    if team is not None and told:
        _join(work, told, team)
    if rest := [row for row in rows if row not in told]:
        _join(work, rest, host)


def _tell_apart(work: Work, user: User, rows: Sequence[Reminder]) -> None:
    """Who wants no mail of several gets one for each duty, and the rest in the app only."""
    for row in rows:
        if len(rows) > 1 and row.kind not in MANDATORY:
            show_waiting(work, user, row)
            row.suppress(Reason.APP_ONLY, work.now)
            row.due_at = None
        else:
            row.reason, row.due_at = None, work.now


def _join(work: Work, rows: Sequence[Reminder], digest: Reminder) -> None:
    digest.params = {**digest.params, "joined": [row.id for row in rows]}
    if digest in work.db.new:
        work.db.flush()  # before the rows that refer to it
    for row in rows:
        row.join(digest, work.now)


def _back_from_leave(work: Work, user: User) -> Iterator[Reminder]:
    """What was not sent to somebody on leave; a mail that is one of its own, such as the week's, is due again."""
    for row in work.all(queries.missed_on_leave(user.id, work.now - LOOKS_BACK)):
        row.come_back(work.now)
        if row.kind in SINGLE and row.kind != Kind.DIGEST:
            yield row


def _host(work: Work, user: User, kind: Kind, off: Collection[str]) -> Reminder | None:
    """The mail about this week, when it is about to be written and is wanted."""
    week = week_at(work.now, ZoneInfo(user.time_zone))
    row = next(iter(work.all(queries.with_key(key_of(kind, user.id, week)))), None)
    return row if row is not None and row.state == State.DUE and kind not in off else None
