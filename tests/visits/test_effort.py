"""What accounts and opportunities took: visits, time with the client, and the ways."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from kamfield.accounts.models import Account
from kamfield.core.work import Work
from kamfield.geo.point import Point
from kamfield.geo.travel import leg
from kamfield.users.models import User
from kamfield.visits.models import Visit
from kamfield.visits.rules.effort import Made, efforts
from tests.api import Api
from tests.cast import Cast
from tests.make.accounts import BUND, make_account, make_place
from tests.make.opportunities import an_opportunity
from tests.make.visits import make_visit

HOME, PUDONG = Point(31.20, 121.40), Point(31.22, 121.54)
TODAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def li_lives_somewhere(work: Work) -> None:
    li = work.one(select(User).where(User.id == Cast.li.id))
    replace(work, user=Cast.li.actor).act("user.set_up", li)
    li.start_latitude, li.start_longitude = HOME.latitude, HOME.longitude
    work.db.flush()


def make(work: Work, account_id: str, point: Point | None, hour: int, **columns: object) -> Visit:
    """A visit that took place today for three quarters of an hour."""
    account = work.one(select(Account).where(Account.id == account_id))
    place = {"place_id": make_place(work, account, point).id} if point else {}
    at = datetime(2026, 3, 2, hour - 8, tzinfo=UTC)
    visit = make_visit(work, account, starts_at=at, **place, **columns)
    replace(work, user=Cast.li.actor).act("visit.check_in", visit)
    visit.step("check_in")
    visit.step("check_out")
    visit.checked_in_at, visit.checked_out_at = at, at + timedelta(minutes=45)
    work.db.flush()
    return visit


def test_the_way_to_a_visit_counts_for_it_and_the_last_one_bears_the_way_back(api: Api, work: Work) -> None:
    near, far = make_account(work).id, make_account(work).id
    make(work, near, BUND, 10)
    make(work, far, PUDONG, 14)
    first, second = (api.li.get(f"/accounts/{one}/effort").json for one in (near, far))
    assert (first["visits"], first["visit_minutes"]) == (1, 45)
    assert first["travel_metres"] == round(leg(HOME, BUND).metres)
    assert second["travel_metres"] == round(leg(BUND, PUDONG).metres + leg(PUDONG, HOME).metres)
    assert second["travel_minutes"] == round(leg(BUND, PUDONG).minutes + leg(PUDONG, HOME).minutes)


def test_an_opportunity_took_the_visits_that_served_it(api: Api, work: Work) -> None:
    account_id = make_account(work).id
    one = an_opportunity(api.li, account_id)["id"]
    path = f"/opportunities/{one}/effort"
    assert (api.li.get(path).json["visits"], api.li.get(path).json["first_on"]) == (0, None)
    make(work, account_id, BUND, 10, opportunity_id=one)
    make(work, account_id, None, 12)
    found = api.li.get(path).json
    assert (found["visits"], found["visit_minutes"]) == (1, 45)
    assert (found["first_on"], found["last_on"]) == ("2026-03-02", "2026-03-02")
    assert [(each["rep_id"], each["visits"]) for each in found["by_rep"]] == [("user-li", 1)]
    assert api.li.get(f"/accounts/{account_id}/effort").json["visits"] == 2
    assert api.li.get(f"{path}?to_day=2026-03-01").json["visits"] == 0
    assert api.sam.get(path).status_code == 404


def test_it_takes_the_same_few_statements_whatever_there_was(api: Api, work: Work, count_statements) -> None:
    account_id = make_account(work).id
    path = f"/accounts/{account_id}/effort"
    make(work, account_id, BUND, 9)
    api.li.get(path)
    with count_statements() as few:
        api.li.get(path)
    for hour in (11, 13, 15):
        make(work, account_id, BUND, hour)
    with count_statements() as many:
        assert api.li.get(path).json["visits"] == 4
    assert len(few) == len(many) <= 5


def made(number: int, hour: int, point: Point | None, start: Point | None = HOME, **times: object) -> Made:
    at = datetime(2026, 3, 2, hour, tzinfo=UTC)
    usual = {"came_at": at, "left_at": at + timedelta(minutes=30), "planned_at": at, "planned_minutes": 60}
    return Made(f"{number}", "li", TODAY, **(usual | times), point=point, start=start)  # type: ignore[arg-type]


def test_the_efforts_of_a_day_are_the_whole_round_whatever_the_order_they_come_in() -> None:
    day = [made(1, 9, BUND), made(2, 11, None), made(3, 13, PUDONG)]
    round_trip = leg(HOME, BUND).metres + leg(BUND, PUDONG).metres + leg(PUDONG, HOME).metres
    for order in (day, day[::-1]):
        took = efforts(order)
        assert sum(one.travel_metres for one in took.values()) == pytest.approx(round_trip)
        assert took["2"].travel_metres == 0


def test_a_rep_without_a_start_goes_from_client_to_client() -> None:
    took = efforts([made(1, 9, BUND, None), made(2, 11, PUDONG, None)])
    assert took["1"].travel_metres == 0
    assert took["2"].travel_metres == pytest.approx(leg(BUND, PUDONG).metres)


def test_a_visit_that_nobody_checked_in_took_what_it_was_to_take() -> None:
    assert efforts([made(1, 9, BUND, came_at=None, left_at=None)])["1"].visit_minutes == 60
    unknown = made(1, 9, BUND, came_at=None, left_at=None, planned_at=None, planned_minutes=None)
    assert efforts([unknown])["1"].visit_minutes == 0
