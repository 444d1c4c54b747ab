"""Late or in time, still possible or not: by the calendar of the rep, wherever they live, also at ends of months."""

from dataclasses import replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from kamfield.core.work import Work
from kamfield.users.models import User
from kamfield.visits.models import Visit
from kamfield.visits.rules.moves import earliest_reportable
from tests.api import Api
from tests.cast import Cast, Moment
from tests.make.visits import make_visit


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def visit_of_li_in(work: Work, zone: str, day: str) -> Visit:
    """A planned visit of li's, who lives in a zone, at noon of a day there; nobody checked in."""
    work.act("user.move", work.db.get_one(User, Cast.li.id))
    work.db.get_one(User, Cast.li.id).time_zone = zone
    noon = datetime.combine(date.fromisoformat(day), time(12), ZoneInfo(zone))
    return make_visit(work, rep=replace(Cast.li, time_zone=zone), day=date.fromisoformat(day), starts_at=noon)


@pytest.mark.parametrize(
    ("zone", "day", "last_moment", "too_late"),
    [
        # the fifth is the last day on which last month is reported
        ("Asia/Shanghai", "2026-03-31", "2026-04-05T15:59:59Z", "2026-04-05T16:00:00Z"),
        ("America/Chicago", "2026-03-31", "2026-04-06T04:59:59Z", "2026-04-06T05:00:00Z"),
        ("Pacific/Kiritimati", "2026-03-31", "2026-04-05T09:59:59Z", "2026-04-05T10:00:00Z"),
        ("Pacific/Honolulu", "2026-03-31", "2026-04-06T09:59:59Z", "2026-04-06T10:00:00Z"),
        ("Asia/Kolkata", "2026-02-28", "2026-03-05T18:29:59Z", "2026-03-05T18:30:00Z"),
        ("Europe/Berlin", "2026-12-31", "2027-01-05T22:59:59Z", "2027-01-05T23:00:00Z"),
        # within a month, seven days back; the clocks in Berlin change on 29 March
        ("Europe/Berlin", "2026-03-22", "2026-03-29T21:59:59Z", "2026-03-29T22:00:00Z"),
        ("Asia/Shanghai", "2026-03-10", "2026-03-17T15:59:59Z", "2026-03-17T16:00:00Z"),
        ("America/Chicago", "2026-03-07", "2026-03-15T04:59:59Z", "2026-03-15T05:00:00Z"),
    ],
)
def test_a_visit_nobody_checked_in_is_reported_until_the_reps_midnight(
    api: Api, work: Work, moment: Moment, zone: str, day: str, last_moment: str, too_late: str
) -> None:
    first, second = (visit_of_li_in(work, zone, day) for _ in range(2))
    moment.set(at(last_moment))
    assert api.li.post(f"/visits/{first.id}/report", {"outcome": "order"}).status_code == 200
    moment.set(at(too_late))
    refused = api.li.post(f"/visits/{second.id}/report", {"outcome": "order"})
    assert (refused.status_code, refused.json["code"]) == (409, "outside-reporting-time")


@pytest.mark.parametrize(
    ("zone", "day", "too_early", "first_moment"),
    [
        ("Asia/Shanghai", "2026-04-01", "2026-03-31T15:59:59Z", "2026-03-31T16:00:00Z"),
        ("America/Chicago", "2026-04-01", "2026-04-01T04:59:59Z", "2026-04-01T05:00:00Z"),
        ("Pacific/Kiritimati", "2026-04-01", "2026-03-31T09:59:59Z", "2026-03-31T10:00:00Z"),
    ],
)
def test_nobody_reports_what_is_tomorrow_where_they_are(
    api: Api, work: Work, moment: Moment, zone: str, day: str, too_early: str, first_moment: str
) -> None:
    url = f"/visits/{visit_of_li_in(work, zone, day).id}/report"
    moment.set(at(too_early))
    assert api.li.post(url, {"outcome": "order"}).json["code"] == "outside-reporting-time"
    moment.set(at(first_moment))
    assert api.li.post(url, {"outcome": "order"}).status_code == 200


@pytest.mark.parametrize(
    ("zone", "day", "due"),
    [
        ("Asia/Shanghai", "2026-03-31", "2026-04-01T16:00:00Z"),
        ("Europe/Berlin", "2026-03-28", "2026-03-29T23:00:00Z"),
        ("Europe/Berlin", "2026-03-29", "2026-03-30T22:00:00Z"),
        ("America/Chicago", "2026-10-31", "2026-11-02T05:00:00Z"),
        ("America/Chicago", "2026-11-01", "2026-11-03T06:00:00Z"),
        ("Pacific/Kiritimati", "2026-12-31", "2027-01-01T10:00:00Z"),
    ],
)
def test_without_check_in_a_report_is_owed_a_day_after_the_end_of_the_reps_day(
    api: Api, work: Work, moment: Moment, zone: str, day: str, due: str
) -> None:
    first, second = (visit_of_li_in(work, zone, day) for _ in range(2))
    moment.set(at(due))
    assert api.li.post(f"/visits/{first.id}/report", {"outcome": "order"}).json["late"] is False
    moment.advance(seconds=1)
    assert api.li.post(f"/visits/{second.id}/report", {"outcome": "order"}).json["late"] is True


@pytest.mark.parametrize(
    ("today", "back_dating_days", "cut_off_day", "earliest"),
    [
        ("2026-04-05", 7, 5, "2026-03-29"),
        ("2026-04-06", 7, 5, "2026-04-01"),
        ("2026-04-20", 7, 5, "2026-04-13"),
        ("2026-04-05", 90, 5, "2026-03-01"),  # February was shut on the sixth of March
        ("2026-04-06", 90, 5, "2026-04-01"),
        ("2026-01-03", 90, 5, "2025-12-01"),
        ("2026-03-01", 0, 5, "2026-03-01"),
        ("2026-03-28", 30, 28, "2026-02-26"),
        ("2026-03-29", 30, 28, "2026-03-01"),
    ],
)
def test_the_earliest_day_that_may_be_reported(
    today: str, back_dating_days: int, cut_off_day: int, earliest: str
) -> None:
    limits = {"back_dating_days": back_dating_days, "cut_off_day": cut_off_day}
    assert earliest_reportable(date.fromisoformat(today), **limits) == date.fromisoformat(earliest)


def test_an_unlocked_report_is_handed_in_again_also_when_the_month_is_shut(
    api: Api, work: Work, moment: Moment
) -> None:
    url = f"/visits/{visit_of_li_in(work, 'Asia/Shanghai', '2026-03-31').id}/report"
    moment.set(at("2026-04-01T02:00:00Z"))
    assert api.li.post(url, {"outcome": "order"}).status_code == 200
    moment.set(at("2026-05-20T02:00:00Z"))
    assert api.mei.post(f"{url}/unlocking", {"reason": "Wrong outcome"}).status_code == 200
    again = api.li.post(url, {"outcome": "no_sale"})
    assert (again.status_code, again.json["late"]) == (200, False)
