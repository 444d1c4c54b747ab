"""The Monday mail: what a week holds for one person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from kamfield.core.texts import N_
from kamfield.core.weeks import Week
from kamfield.core.work import Actor, Work
from kamfield.outside import Outside
from kamfield.quotes import queries as quotes
from kamfield.reminders.background.page import Draft
from kamfield.reminders.models import Reminder
from kamfield.reminders.rules import MOST_COUNTED, MOST_ROWS, OCCASIONS, Kind, Reason
from kamfield.users.actions.sign_in import as_actor
from kamfield.users.models import User
from kamfield.users.rules import Role


@dataclass(frozen=True)
class Section:
    """Lines of a mail, and how many more there are than it shows."""

    rows: Sequence[Any]
    more: int = 0

    @property
    def count(self) -> int:
        """All of them."""
        return len(self.rows) + self.more


def draft_week(work: Work, _outside: Outside, row: Reminder, user: User) -> Draft | Reason:
    """The week of a rep, also an empty one; others hear only when there is something to do."""
    week = Week(row.params["year"], row.params["week"])
    today = work.now.astimezone(ZoneInfo(user.time_zone)).date()
    sections = _sections(work, as_actor(user), week, today)
    counts = {name: section.count for name, section in sections.items()}
    if user.role != Role.REP and not any(counts.values()):
        return Reason.NOTHING_TO_SAY
    return Draft(
        template="week",
        subject=N_("Your week: visits %(visits)s, to-dos %(todos)s, follow-ups %(follow_ups)s"),
        subject_values={name: counts[name] for name in ("visits", "todos", "follow_ups")},
        sentences={"why": OCCASIONS[Kind.WEEK]},
        values={"name": user.name, "week": week, "counts": counts, "late": _late(counts), **sections},
    )


def _sections(work: Work, actor: Actor, week: Week, today: date) -> dict[str, Section]:
    chase = list(work.db.execute(quotes.to_chase(actor, actor.id, week.sunday).limit(MOST_COUNTED)))
    return {
        "visits": Section([]),
        "todos": Section([]),
        "overdue_todos": Section([]),
        "follow_ups": _cut([one for one in chase if one.due_on >= today]),
        "overdue_follow_ups": _cut([one for one in chase if one.due_on < today]),
    }


def _late(counts: Mapping[str, int]) -> int:
    return counts["overdue_todos"] + counts["overdue_follow_ups"]


def _cut(rows: Sequence[Any]) -> Section:
    return Section(rows[:MOST_ROWS], max(0, len(rows) - MOST_ROWS))
