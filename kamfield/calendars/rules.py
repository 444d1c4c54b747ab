"""What a calendar shows, and how a visit becomes an event of RFC 5545."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from kamfield.core.texts import N_
from kamfield.visits.rules.codes import State

if TYPE_CHECKING:
    from icalendar import Event

PAST_DAYS, COMING_DAYS = 60, 400
CANCELLED_DAYS = 30  # how long a cancelled visit stays, crossed out: long enough for every program to have seen it
MOST_EVENTS = 2_000
ASK_AGAIN = timedelta(hours=1)
USUAL_MINUTES = 60
TITLE = N_("Client visits of %(who)s")
SUMMARY = N_("%(form)s: %(account)s")
PLAIN_SUMMARY = N_("Visit: %(account)s")
WHO = N_("Who: %(names)s")
WHY = N_("Why: %(purpose)s")


@dataclass(frozen=True, slots=True)
class Appointment:
    """A visit as a calendar shows it, in the reader's words. `version` counts its changes.

    Without `starts_at` it takes the whole day. What is confidential never comes this far.
    """

    visit_id: str
    version: int
    changed_at: datetime
    created_at: datetime
    day: date
    starts_at: datetime | None
    minutes: int | None
    state: str
    summary: str
    location: str
    description: str
    point: tuple[float, float] | None


def written(title: str, time_zone: str, appointments: Iterable[Appointment]) -> bytes:
    """The calendar as a file. Instants stand in UTC: they are right in every zone and across every clock change."""
    from icalendar import Calendar, Timezone  # only where a calendar is written: it is large

    calendar = Calendar()
    calendar.add("prodid", "-//Kamfield//Client visits//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", title)
    calendar.add("x-wr-timezone", time_zone)
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for appointment in appointments:
        calendar.add_component(_event(appointment))
    if not calendar.subcomponents:  # a calendar without any component is no calendar
        calendar.add_component(Timezone.from_tzinfo(ZoneInfo(time_zone), tzid=time_zone))
    return bytes(calendar.to_ical())


def _event(appointment: Appointment) -> "Event":
    from icalendar import Event, vGeo

    event = Event()
    event.add("uid", f"{appointment.visit_id}@kamfield")
    event.add("sequence", appointment.version - 1)
    for name, at in (
        ("dtstamp", appointment.changed_at),
        ("last-modified", appointment.changed_at),
        ("created", appointment.created_at),
    ):
        event.add(name, at.replace(microsecond=0))
    _add_time(event, appointment)
    is_cancelled = appointment.state == State.CANCELLED
    event.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if is_cancelled or appointment.starts_at is None else "OPAQUE")
    event.add("summary", appointment.summary)
    for name, text in (("location", appointment.location), ("description", appointment.description)):
        if text:
            event.add(name, text)
    if appointment.point is not None:
        event.add("geo", vGeo(appointment.point))
    return event


def _add_time(event: "Event", appointment: Appointment) -> None:
    if appointment.starts_at is None:
        event.add("dtstart", appointment.day)
        event.add("dtend", appointment.day + timedelta(days=1))
        return
    starts_at = appointment.starts_at.replace(microsecond=0)
    event.add("dtstart", starts_at)
    event.add("dtend", starts_at + timedelta(minutes=appointment.minutes or USUAL_MINUTES))
