"""What can be done with the feed of one's calendar, and what it shows."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from kamfield.calendars import queries
from kamfield.calendars.models import CalendarFeed
from kamfield.calendars.rules import (
    CANCELLED_DAYS,
    COMING_DAYS,
    MOST_EVENTS,
    PAST_DAYS,
    PLAIN_SUMMARY,
    SUMMARY,
    TITLE,
    WHO,
    WHY,
    Appointment,
    written,
)
from kamfield.core import clock
from kamfield.core.texts import translate
from kamfield.core.work import Work
from kamfield.users.rules import fingerprint
from kamfield.visits.rules.codes import Form, Purpose
from kamfield.visits.rules.labels import label

PEOPLE_A_QUERY = 500


def add(work: Work) -> tuple[CalendarFeed, str]:
    """A new address for one's calendar, and its secret, which is kept nowhere. The address before it ends."""
    _end(work)
    secret = clock.new_secret()
    feed = CalendarFeed(user_id=work.user.id, secret_hash=fingerprint(secret), created_at=work.now)
    work.act("calendar_feed.add", feed)
    return work.add(feed), secret


def revoke(work: Work) -> None:
    """The address leads nowhere any more."""
    work.one(queries.open_feed_of(work.user))
    _end(work)


def calendar_of(work: Work) -> bytes:
    """The calendar of whoever works, two statements and one more for every few hundred visits."""
    first, last = work.today - timedelta(days=PAST_DAYS), work.today + timedelta(days=COMING_DAYS)
    since = work.now - timedelta(days=CANCELLED_DAYS)
    rows = work.db.execute(queries.visits_of(work.user, first, last, since, MOST_EVENTS)).all()
    people = _people(work, [row.id for row in rows])
    title = translate(TITLE, work.user.locale, who=work.user.name)
    return written(title, work.user.time_zone, (_appointment(work.user.locale, row, people[row.id]) for row in rows))


def _end(work: Work) -> None:
    feed = work.db.scalars(queries.open_feed_of(work.user)).one_or_none()
    if feed is not None:
        work.act("calendar_feed.revoke", feed)
        feed.revoke(work.now)
        work.db.flush()  # before another open one of the same person is written


def _people(work: Work, visit_ids: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for start in range(0, len(visit_ids), PEOPLE_A_QUERY):
        for row in work.db.execute(queries.people_of(visit_ids[start : start + PEOPLE_A_QUERY])):
            found[row.visit_id].append(row.name)
    return found


def _appointment(locale: str, row: Any, people: Sequence[str]) -> Appointment:
    form = translate(label(Form(row.form)), locale) if row.form else ""
    summary = SUMMARY if form else PLAIN_SUMMARY
    params = {"form": form, "account": row.account_name} if form else {"account": row.account_name}
    return Appointment(
        visit_id=row.id,
        version=row.version,
        changed_at=row.updated_at,
        created_at=row.created_at,
        day=row.day,
        starts_at=row.starts_at,
        minutes=row.minutes,
        state=row.state,
        summary=translate(summary, locale, **params),
        location=", ".join(text for text in (row.place, row.address, row.city) if text),
        description=_description(locale, row, people),
        point=_point(row),
    )


def _description(locale: str, row: Any, people: Sequence[str]) -> str:
    """Whom and what for; objectives, notes and amounts stay in the app, for calendars are shared."""
    lines = []
    if people:
        lines.append(translate(WHO, locale, names=tuple(people)))
    if row.purpose:
        lines.append(translate(WHY, locale, purpose=translate(label(Purpose(row.purpose)), locale)))
    return "\n".join(lines)


def _point(row: Any) -> tuple[float, float] | None:
    if row.place_latitude is not None and row.place_longitude is not None:
        return row.place_latitude, row.place_longitude
    return None if row.latitude is None or row.longitude is None else (row.latitude, row.longitude)
