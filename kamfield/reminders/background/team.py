"""The manager's Monday mail: what waits in the team."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from zoneinfo import ZoneInfo

from kamfield.core.texts import N_
from kamfield.core.weeks import Week
from kamfield.core.work import Work
from kamfield.outside import Outside
from kamfield.pages.actions.team import lies_with
from kamfield.pages.queries import teams
from kamfield.pages.rules import addresses
from kamfield.reminders import queries
from kamfield.reminders.background.glance import cover_chart, cover_words, covered
from kamfield.reminders.background.notices import TOLD_BY_THE_TEAM, joined
from kamfield.reminders.background.numbers import (
    LATE_REPORTS,
    OVERDUE_FOLLOW_UPS,
    TO_DECIDE,
    WEEKS_NOT_KEPT,
    numbered,
)
from kamfield.reminders.background.page import Draft
from kamfield.reminders.background.sections import cut, some
from kamfield.reminders.models import Reminder
from kamfield.reminders.rules import OCCASIONS, Kind, Reason
from kamfield.users.actions.sign_in import as_actor
from kamfield.users.models import User

WEEK = timedelta(days=7)
TOLD = (
    ("to_decide", TO_DECIDE),
    ("reports", LATE_REPORTS),
    ("follow_ups", OVERDUE_FOLLOW_UPS),
    ("weeks", WEEKS_NOT_KEPT),
)


def draft_team(work: Work, outside: Outside, row: Reminder, user: User) -> Draft | Reason:
    """Plans that wait, coverage, late reports, overdue follow-ups, and who did not confirm or close last week."""
    week = Week(row.params["year"], row.params["week"])
    manager, zone = as_actor(user), ZoneInfo(user.time_zone)
    today = work.now.astimezone(zone).date()
    sections = {
        "plans": some(work, queries.plans_waiting(manager)),
        "prices": [one for one in some(work, teams.prices_waiting(manager)) if lies_with(manager, one.waiting_for_id)],
        "reports": some(work, teams.late_reports(manager, work.now)),
        "follow_ups": some(work, teams.overdue_follow_ups(manager, today)),
        "weeks": some(work, teams.weeks_not_kept(manager, week.monday - WEEK)),
    }
    joined(work, outside, row, user, TOLD_BY_THE_TEAM)
    cover = covered(work, manager, today)
    if not cover and not any(sections.values()):
        return Reason.NOTHING_TO_SAY
    counts = {
        "to_decide": len(sections["plans"]) + len(sections["prices"]),
        "weeks": len(sections["weeks"]),
        **{name: sum(one.number for one in sections[name]) for name in ("reports", "follow_ups")},
    }
    return Draft(
        template="team",
        subject=N_("Your team: %(what)s") if any(counts.values()) else N_("Your team: nothing waits"),
        subject_values={"what": numbered(((counts[name], what) for name, what in TOLD), user.locale)},
        sentences={"why": OCCASIONS[Kind.TEAM_WEEK], "button": N_("Look at what waits in the team")},
        values={
            "name": user.name,
            "week": week,
            "zone": zone,
            "today": today,
            "cover_words": cover_words(cover, user.locale),
            "counts": counts,
            "now": work.now,
            **_ways(outside.public_url, week),
            "link": f"{outside.public_url}{addresses.TEAM}",
            **{name: cut(rows) for name, rows in sections.items()},
        },
        charts={"cover": cover_chart(cover, user.locale)} if cover else {},
    )


def _ways(public_url: str, week: Week) -> Mapping[str, Callable[[str], str]]:
    """Where something is done about a row: the plan, the price, the week of the rep as it is and as it was."""
    last = week.monday - WEEK
    return {
        "plan_at": lambda plan_id: f"{public_url}{addresses.plan(plan_id)}",
        "price_at": lambda quote_id: f"{public_url}{addresses.price(quote_id)}",
        "week_at": lambda rep_id: f"{public_url}{addresses.week_of(rep_id)}",
        "last_week_at": lambda rep_id: f"{public_url}{addresses.week_of(rep_id, last)}",
    }
