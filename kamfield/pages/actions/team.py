"""Puts on the page what waits in a manager's team, each with the way to where something is done about it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from kamfield.core.texts import N_
from kamfield.core.weeks import week_at
from kamfield.core.work import Actor, Work
from kamfield.pages import queries
from kamfield.pages.queries import teams
from kamfield.pages.rules import addresses
from kamfield.pages.rules.team import Decisions, Part, Way
from kamfield.pages.rules.voice import Voice
from kamfield.users.rules import Role

WEEK = timedelta(days=7)
MOST_ROWS = 200
SINCE = N_("since %(at)s")


def decisions(work: Work, say: Voice) -> Decisions:
    """Everything the reader may decide; one's own table is what one is asked about, or somebody one stands in for."""
    plans = [(one, _plan(one, say)) for one in work.db.execute(queries.waiting(work.user))]
    prices = [(one, _price(one, say)) for one in work.db.execute(teams.prices_waiting(work.user))]
    asked = [(lies_with(work.user, one.waiting_for_id), way) for one, way in (*plans, *prices)]
    return Decisions([way for mine, way in asked if mine], [way for mine, way in asked if not mine])


def next_decision(work: Work, say: Voice, but: str) -> Way | None:
    """What waits on the reader's table besides the thing at this address."""
    return next((way for way in decisions(work, say).mine if way.address != but), None)


def team_parts(work: Work, say: Voice) -> list[Part]:
    """What others owe: weeks, reports, follow-ups. Each leads to the week of the rep."""
    monday = week_at(work.now, work.user.zone).monday
    late = _some(work, teams.weeks_unconfirmed(work.user, monday, work.now))
    kept = _some(work, teams.weeks_not_kept(work.user, monday - WEEK))
    reports = _some(work, teams.late_reports(work.user, work.now))
    chase = _some(work, teams.overdue_follow_ups(work.user, work.today))
    parts = [
        Part(say(N_("Not confirmed this week")), [Way(addresses.week_of(one.id), one.name, "") for one in late]),
        Part(
            say(N_("Last week")),
            [Way(addresses.week_of(one.id, monday - WEEK), one.name, _kept(one, say)) for one in kept],
        ),
        Part(say(N_("Late reports")), [_counted(one, say.instant(one.since), say) for one in reports]),
        Part(say(N_("Overdue follow-ups of quotations")), [_counted(one, say.day(one.since), say) for one in chase]),
    ]
    return [part for part in parts if part.ways]


def lies_with(reader: Actor, asked_id: str | None) -> bool:
    """Whether this reader is asked; nobody in particular means the administrators."""
    return reader.role == Role.ADMIN if asked_id is None else asked_id in reader.viewers


def _some(work: Work, statement: queries.Rows) -> Sequence[Any]:
    return work.db.execute(statement.limit(MOST_ROWS)).all()


def _plan(one: Any, say: Voice) -> Way:
    number = say(N_("Visits to decide: %(number)s"), number=one.open_line_count)
    since = [say(SINCE, at=say.instant(one.waiting_since))] if one.waiting_since else []
    return Way(addresses.plan(one.id), one.name, say.month(one.month), " · ".join([number, *since]))


def _price(one: Any, say: Voice) -> Way:
    asked = say(
        N_("%(discount)s discount for %(client)s"),
        discount=say.percent(one.discount_percent),
        client=one.account_name,
    )
    since = [say(SINCE, at=say.instant(one.since))] if one.since else []
    return Way(addresses.price(one.id), one.rep_name, one.title, " · ".join([asked, *since]))


def _kept(one: Any, say: Voice) -> str:
    confirmed = (
        N_("not confirmed") if one.confirmed_at is None else "" if one.confirmed_in_time else N_("confirmed late")
    )
    said = [confirmed, "" if one.closed_by_id else N_("not closed")]
    return " · ".join(say(text) for text in said if text)


def _counted(one: Any, since: str, say: Voice) -> Way:
    return Way(addresses.week_of(one.id), one.name, str(one.number), say(SINCE, at=since))
