"""The calendar feed: secret, revocable, the same events whatever moves, and what stands in them."""

import gzip
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import vobject
from flask import Flask
from icalendar import Calendar
from sqlalchemy import select

from kamfield.calendars.models import CalendarFeed
from kamfield.core.retries import FirstAnswer
from kamfield.core.work import Work
from kamfield.users.actions import people
from kamfield.visits.actions import visits
from kamfield.visits.rules.codes import CancelReason
from tests.api import Api
from tests.calendars.strict import events
from tests.cast import Cast, Moment
from tests.make.accounts import make_account, make_contact, make_place
from tests.make.visits import make_report, make_visit

DAY = date(2026, 3, 9)


class Program:
    """A calendar program: it knows an address and nothing else."""

    def __init__(self, app: Flask, url: str) -> None:
        self.browser, self.path = app.test_client(), url.removeprefix("http://127.0.0.1:8000")

    def ask(self, **headers: str):
        return self.browser.get(self.path, headers={name.replace("_", "-"): value for name, value in headers.items()})

    def events(self) -> list[dict[str, str]]:
        answer = self.ask()
        assert (answer.status_code, answer.mimetype) == (200, "text/calendar"), answer.text
        return events(answer.data)


def subscribe(api: Api, who: str = "li") -> Program:
    answer = getattr(api, who).post("/me/calendar-feed")
    assert answer.status_code == 200, answer.json
    return Program(api.app, answer.json["url"])


def test_a_visit_is_an_event_at_its_instant(api: Api, work: Work) -> None:
    account = make_account(work, name="仁济医院; Renji, East")
    place = make_place(work, account, label="Gate 2", address="Pujian Road 160", city="Shanghai")
    contact = make_contact(work, account, name="陈 Chen")
    visit = make_visit(work, account, day=DAY, place_id=place.id, contact_ids=[contact.id], minutes=45)
    (event,) = subscribe(api).events()
    assert event["UID"] == f"{visit.id}@kamfield"
    assert (event["DTSTART"], event["DTEND"]) == ("20260309T060000Z", "20260309T064500Z")
    assert event["SUMMARY"] == "销售拜访：仁济医院\\; Renji\\, East"
    assert event["LOCATION"] == "Gate 2\\, Pujian Road 160\\, Shanghai"
    assert event["GEO"] == "31.24;121.49"
    assert event["DESCRIPTION"] == "拜访对象：陈 Chen\\n目的：推动项目前进"
    assert event["STATUS"] == "CONFIRMED"


def test_a_visit_without_a_start_takes_its_whole_day(api: Api, work: Work) -> None:
    make_visit(work, day=DAY, starts_at=None)
    (event,) = subscribe(api).events()
    assert (event["DTSTART;VALUE=DATE"], event["DTEND;VALUE=DATE"]) == ("20260309", "20260310")


def test_a_visit_that_moves_keeps_its_id_and_its_sequence_rises(api: Api, work: Work, moment: Moment) -> None:
    visit = make_visit(work, day=DAY)
    program = subscribe(api)
    (before,) = program.events()
    moment.advance(hours=1)
    moved = {"day": "2026-03-10", "starts_at": "2026-03-10T09:00:00+08:00"}
    assert api.li.patch(f"/visits/{visit.id}", moved).status_code == 200
    (after,) = program.events()
    assert after["UID"] == before["UID"]
    assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])
    assert (before["DTSTAMP"], after["LAST-MODIFIED"]) == ("20260302T020000Z", "20260302T030000Z")
    assert after["DTSTART"] == "20260310T010000Z"


def test_a_cancelled_visit_is_crossed_out_for_a_month_and_then_gone(api: Api, work: Work, moment: Moment) -> None:
    visit = make_visit(work, day=DAY)
    program = subscribe(api)
    sequence = int(program.events()[0]["SEQUENCE"])
    visits.cancel(replace(work, user=Cast.li.actor), visit.id, CancelReason.CLIENT_CANCELLED, "Mr Chen is ill")
    work.db.flush()
    (event,) = program.events()
    assert (event["STATUS"], event["TRANSP"], int(event["SEQUENCE"]) > sequence) == ("CANCELLED", "TRANSPARENT", True)
    moment.advance(days=31)
    assert program.events() == []


def test_the_clock_change_moves_nothing(api: Api, work: Work) -> None:
    """Berlin changes its clocks on 29 March: nine o'clock is another instant before and after."""
    for day, hour in ((date(2026, 3, 27), 8), (date(2026, 3, 30), 7)):
        make_visit(work, rep=Cast.sam, day=day, starts_at=datetime(day.year, day.month, day.day, hour, tzinfo=UTC))
    calendar = Calendar.from_ical(subscribe(api, "sam").ask().data)
    starts = [event["DTSTART"].dt.astimezone(Cast.sam.actor.zone) for event in calendar.walk("VEVENT")]
    assert sorted(f"{at:%m-%d %H:%M}" for at in starts) == ["03-27 09:00", "03-30 09:00"]


def test_two_other_parsers_accept_it(api: Api, work: Work) -> None:
    account = make_account(work, name="名字很长" * 20 + ' "quoted" \\ back')
    make_visit(work, account, day=DAY)
    make_visit(work, account, day=DAY, starts_at=None, form=None, purpose=None)
    content = subscribe(api).ask().data
    strict = vobject.readOne(content.decode())
    assert strict.validate(raiseException=True)
    assert len(strict.vevent_list) == 2
    read = Calendar.from_ical(content)
    assert not read.errors
    assert account.name in str(read.walk("VEVENT")[0]["SUMMARY"])


def test_a_feed_without_visits_is_a_calendar_all_the_same(api: Api) -> None:
    program = subscribe(api)
    assert program.events() == []
    assert vobject.readOne(program.ask().text).validate(raiseException=True)


def test_what_is_confidential_is_not_in_it(api: Api, work: Work) -> None:
    account = make_account(work)
    contact = make_contact(work, account, notes="His wife works for the competitor", mobile="+8613800000000")
    aim = {"kind": "advance_sale", "client_action": "Mr Chen signs the secret order", "due_on": DAY}
    visit = make_visit(work, account, contact_ids=[contact.id], objectives=[aim])
    make_report(
        work,
        visit,
        outcome="order",
        internal="We can go down by 8%",
        results=[{"objective_id": api.li.get(f"/visits/{visit.id}").json["objectives"][0]["id"], "result": "achieved"}],
    )
    text = subscribe(api).ask().text.replace("\r\n ", "")
    assert contact.name in text
    for secret in ("competitor", "secret order", "8%", "13800000000"):
        assert secret not in text


def test_colleagues_visits_are_not_in_it_but_those_one_comes_along_to_are(api: Api, work: Work) -> None:
    make_visit(work, rep=Cast.ren, day=DAY)
    joint = make_visit(work, day=DAY, companion_ids=[Cast.mei.id])
    assert [event["UID"] for event in subscribe(api, "mei").events()] == [f"{joint.id}@kamfield"]


def test_it_holds_two_months_back_and_thirteen_ahead(api: Api, work: Work) -> None:
    today = work.now.date()
    for days in (-61, -60, 400, 401):
        make_visit(work, day=today + timedelta(days=days))
    assert len(subscribe(api).events()) == 2


def test_a_new_address_ends_the_one_before_and_a_revoked_one_leads_nowhere(api: Api) -> None:
    assert api.li.get("/me/calendar-feed").status_code == 404
    first, second = subscribe(api), subscribe(api)
    assert (first.ask().status_code, second.ask().status_code) == (404, 200)
    assert api.li.get("/me/calendar-feed").json.keys() == {"id", "created_at"}
    assert api.li.delete("/me/calendar-feed").status_code == 204
    assert (second.ask().status_code, api.li.delete("/me/calendar-feed").status_code) == (404, 404)
    assert api.li.get("/me/calendar-feed").status_code == 404


def test_the_secret_is_kept_nowhere(api: Api, work: Work, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    answer = api.li.post("/me/calendar-feed", headers={"Idempotency-Key": "tap"})
    program = Program(api.app, answer.json["url"])
    assert program.ask().status_code == 200
    secret = answer.json["url"].partition("key=")[2]
    assert len(secret) >= 43
    (feed,) = work.all(select(CalendarFeed))
    assert secret not in feed.secret_hash
    assert work.all(select(FirstAnswer)) == []
    assert secret not in caplog.text
    told = api.ada.get("/journal", query_string={"verb": "calendar_feed.add"})
    assert told.status_code == 200, told.json
    assert secret not in told.text
    assert feed.secret_hash not in told.text


def test_somebody_who_was_deactivated_has_no_calendar_any_more(api: Api, work: Work) -> None:
    program = subscribe(api)
    people.deactivate(replace(work, user=Cast.ada.actor), Cast.li.id)
    work.db.flush()
    assert program.ask().status_code == 404
    assert Program(api.app, "/calendar.ics").ask().status_code == 404


def test_a_program_that_has_it_gets_304_also_when_it_came_packed(api: Api, work: Work, moment: Moment) -> None:
    visit = make_visit(work, day=DAY)
    program = subscribe(api)
    plain, packed = program.ask(), program.ask(Accept_Encoding="gzip")
    assert (packed.headers["Content-Encoding"], gzip.decompress(packed.data)) == ("gzip", plain.data)
    for answer, headers in ((plain, {}), (packed, {"Accept_Encoding": "gzip"})):
        again = program.ask(If_None_Match=answer.headers["ETag"], **headers)
        assert (again.status_code, again.data) == (304, b"")
    moment.advance(hours=1)
    api.li.patch(f"/visits/{visit.id}", {"minutes": 30})
    assert program.ask(If_None_Match=plain.headers["ETag"]).status_code == 200


def test_many_visits_cost_as_many_statements_as_few(api: Api, work: Work, count_statements) -> None:
    program = subscribe(api)
    account = make_account(work)
    contact = make_contact(work, account)

    def statements(visits: int) -> int:
        for _ in range(visits):
            make_visit(work, account, day=DAY, contact_ids=[contact.id])
        with count_statements() as said:
            program.events()
        return sum(one.startswith("SELECT") for one in said)

    assert statements(1) == statements(20) == 3
