"""The manager's Monday mail: what waits in the team."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from kamfield.core.texts import N_
from kamfield.core.weeks import Week
from kamfield.core.work import Work
from kamfield.outside import Outside
from kamfield.pages.queries import teams
from kamfield.pages.rules import addresses
from kamfield.reminders import queries
from kamfield.reminders.background.glance import cover_chart, cover_words, covered
from kamfield.reminders.background.notices import TOLD_BY_THE_TEAM, joined
from kamfield.reminders.background.page import Draft
from kamfield.reminders.background.week import cut, some
from kamfield.reminders.models import Reminder
from kamfield.reminders.rules import OCCASIONS, Kind, Reason
from kamfield.users.actions.sign_in import as_actor
from kamfield.users.models import User

WEEK = timedelta(days=7)


def draft_team(work: Work, outside: Outside, row: Reminder, user: User) -> Draft | Reason:
    """Plans that wait, coverage, late reports, overdue follow-ups, and who did not confirm or close last week."""
    week = Week(row.params["year"], row.params["week"])
    manager, zone = as_actor(user), ZoneInfo(user.time_zone)
    today = work.now.astimezone(zone).date()
    sections = {
        "plans": some(work, queries.plans_waiting(manager)),
        "reports": some(work, teams.late_reports(manager, work.now)),
        "follow_ups": some(work, teams.overdue_follow_ups(manager, today)),
        "weeks": some(work, teams.weeks_not_kept(manager, week.monday - WEEK)),
    }
    joined(work, outside, row, user, TOLD_BY_THE_TEAM)
    cover = covered(work, manager, today)
    if not cover and not any(sections.values()):
        return Reason.NOTHING_TO_SAY
    counts = {
        **{name: len(sections[name]) for name in ("plans", "weeks")},
        **{name: sum(one.number for one in sections[name]) for name in ("reports", "follow_ups")},
    }
    plans_at = f"{outside.public_url}{addresses.PLANS}"
    return Draft(
        template="team",
        subject=N_("Your team: plans %(plans)s, late reports %(reports)s, overdue follow-ups %(follow_ups)s"),
        subject_values={name: counts[name] for name in ("plans", "reports", "follow_ups")},
        sentences={"why": OCCASIONS[Kind.TEAM_WEEK], "button": N_("Look at what waits in the team")},
        values={
            "name": user.name,
            "week": week,
            "zone": zone,
            "today": today,
            "cover_words": cover_words(cover, user.locale),
            "counts": counts,
            "plans_at": plans_at,
            "link": f"{outside.public_url}{addresses.TEAM}",
            **{name: cut(rows) for name, rows in sections.items()},
        },
        charts={"cover": cover_chart(cover, user.locale)} if cover else {},
    )
