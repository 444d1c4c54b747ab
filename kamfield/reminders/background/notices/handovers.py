"""What a leaver had is somebody else's now: the receiver gets a brief, so that they know whom to call first."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from kamfield.core.journal import Entry
from kamfield.core.texts import N_, translate
from kamfield.core.work import Work
from kamfield.pages.rules import addresses
from kamfield.reminders.actions import remind
from kamfield.reminders.background.page import TO_THE_WEEK, Line, Notice
from kamfield.reminders.models import Reminder
from kamfield.reminders.queries import handovers as queries
from kamfield.reminders.queries.notices import names
from kamfield.reminders.rules import Kind, Reason
from kamfield.reminders.rules.wording import day
from kamfield.users import queries as users
from kamfield.users.models import Handover, User
from kamfield.users.rules import Role

MOST_CLIENTS, MOST_STEPS = 7, 3
# What moved is told by the words for what somebody still owns; a reader of mails has other names for these.
CALLED: Mapping[str, str] = {
    "accounts": N_("clients: %(count)s"),
    "memberships": N_("clients on whose team you are: %(count)s"),
    "quotes": N_("quotations: %(count)s"),
    "todos": N_("to-dos: %(count)s"),
}
TO_THE_TEAM: Mapping[str, Any] = {"button": N_("Look at what waits in the team"), "path": addresses.TEAM}


def tell_the_receivers(work: Work, entry: Entry) -> None:
    """Everything has moved: whoever got something of it is told once."""
    handover = work.one(users.handover_by_id(work.user, entry.subject_id))
    for user_id in sorted({one["receiver_id"] for one in handover.moved} - {None}):
        remind(work, Kind.HANDED_OVER, user_id, handover.id, subject_id=handover.id, happened_at=entry.at)


def handed_over(work: Work, row: Reminder, user: User) -> Notice | Reason:
    """From whom, how much, and what is the most pressing of it, unless the receiver has passed everything on."""
    handover = work.one(users.handover_by_id(work.user, row.subject_id or ""))
    if handover.done_at is None or work.db.scalars(queries.handed_on(user.id, handover.done_at)).first():
        return Reason.NO_LONGER_NEEDED
    name = {one.id: one.name for one in work.db.execute(names([handover.leaver_id, handover.by_id]))}
    today = work.now.astimezone(ZoneInfo(user.time_zone)).date()
    note = [Line(name.get(handover.by_id, "Kamfield"), "%(note)s", {"note": handover.note})] if handover.note else []
    lines = [*note, *_clients(work, handover, user, today), *_steps(work, handover, user, today)]
    values = {"leaver": name[handover.leaver_id], "what": _counted(handover, user)}
    way = TO_THE_WEEK if user.role == Role.REP else TO_THE_TEAM
    lead = N_("Now yours: %(what)s. Stages, history and dates are as they were.")
    return Notice(N_("You take over from %(leaver)s"), values, lead=lead, lines=lines, **way)


def _counted(handover: Handover, user: User) -> str:
    told = ((one["kind"], one["count"]) for one in handover.moved if one["receiver_id"] == user.id)
    said = (translate(CALLED.get(kind, f"{kind}: %(count)s"), user.locale, count=count) for kind, count in told)
    return translate(N_("; "), user.locale).join(said)


def _clients(work: Work, handover: Handover, user: User, today: date) -> Iterator[Line]:
    found = work.db.execute(queries.clients_of(handover, user.id, today, MOST_CLIENTS)).all()
    for one in found:
        yield Line(one.name, "%(facts)s", {"facts": " · ".join(_facts(one, user.locale, today))})
    yield from _rest(found, N_("and %(count)s more clients"), user)


def _facts(one: Any, locale: str, today: date) -> Iterator[str]:
    if one.tier:
        yield translate(f"Tier {one.tier}", locale)
    if one.next_on:
        yield translate(N_("Next visit %(day)s"), locale, day=day(one.next_on, locale, today))
    else:
        yield translate(N_("No visit planned"), locale)
    if one.last_visited_on:
        yield translate(N_("Last visit %(day)s"), locale, day=day(one.last_visited_on, locale, today))
    else:
        yield translate(N_("Not visited yet"), locale)


def _steps(work: Work, handover: Handover, user: User, today: date) -> Iterator[Line]:
    found = work.db.execute(queries.steps_overdue_of(handover, user.id, today, MOST_STEPS)).all()
    for one in found:
        due = day(one.due_on, user.locale, today)
        said = translate(N_("Follow-up, was due %(day)s"), user.locale, day=due)
        yield Line(one.account_name, "%(facts)s", {"facts": f"{one.number} · {said}"})
    yield from _rest(found, N_("and %(count)s more follow-ups that are overdue"), user)


def _rest(found: Sequence[Any], text: str, user: User) -> Iterator[Line]:
    more = found[0].of - len(found) if found else 0
    if more:
        yield Line(translate(text, user.locale, count=more))
