"""One's own feed: made, looked at, revoked."""

from types import SimpleNamespace

from sqlalchemy import Select

from kamfield.calendars import actions, queries
from kamfield.calendars.models import CalendarFeed
from kamfield.calendars.schemas import CalendarFeedSchema, NewCalendarFeedSchema
from kamfield.core.work import Work
from kamfield.web.blueprint import Blueprint
from kamfield.web.site import site

blueprint = Blueprint("calendars", __name__, description="One's visits as a feed for calendar programs (iCalendar)")


@blueprint.get("/me/calendar-feed", CalendarFeedSchema)
def read_calendar_feed(work: Work) -> Select[CalendarFeed]:
    """Whether your calendar has a feed, and since when; 404 when it has none. The address itself is told only once."""
    return queries.open_feed_of(work.user)


@blueprint.post("/me/calendar-feed", answer=NewCalendarFeedSchema, secret=True)
def add_calendar_feed(work: Work) -> SimpleNamespace:
    """A new secret address by which calendar programs read your visits; the one before it ends.

    Whoever has the address reads them, so it shows when, where, whom and what for, and nothing that is confidential. It
    holds two months back and thirteen ahead; a cancelled visit stays crossed out for a month. Keep the address: only
    a fingerprint of it is stored.
    """
    feed, secret = actions.add(work)
    url = f"{site().settings.public_url.rstrip('/')}/calendar.ics?key={secret}"
    return SimpleNamespace(
        id=feed.id, created_at=feed.created_at, url=url, webcal_url=f"webcal://{url.partition('://')[2]}"
    )


@blueprint.delete("/me/calendar-feed", unversioned=True)
def revoke_calendar_feed(work: Work) -> None:
    """Have the address lead nowhere any more."""
    actions.revoke(work)
