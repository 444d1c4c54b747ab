"""A rep's day in one call: visits and ways, to-dos and follow-ups, and what deserves attention."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import orjson
import pytest

from kamfield.core.weeks import week_with
from kamfield.core.work import Work
from kamfield.geo.point import Point
from kamfield.geo.travel import leg
from kamfield.todos import actions as todos
from kamfield.users.models import User
from kamfield.visits.background import note_missed_visits
from tests.api import Api
from tests.cast import Cast, Moment
from tests.make.accounts import make_account, make_contact, make_place
from tests.make.issues import make_issue
from tests.make.plans import APRIL, make_plan
from tests.make.quotes import a_quote, a_sent_quote
from tests.make.visits import make_done_visit, make_prepared_visit, make_report, make_visit

TODAY = date(2026, 3, 2)
HOME, BUND, HONGQIAO = Point(31.2304, 121.4737), Point(31.24, 121.49), Point(31.1979, 121.3363)


def day(api: Api, who: str = "li", **query: str) -> dict[str, Any]:
    answer = getattr(api, who).get("/day", query_string=query)
    assert answer.status_code == 200, answer.json
    return dict(answer.json)


def alerts(api: Api, who: str = "li", **query: str) -> dict[str, str]:
    """The sentences by their codes."""
    return {one["code"]: one["text"] for one in day(api, who, **query)["alerts"]["items"]}


def at(hour: int, on: date = TODAY) -> datetime:
    """That hour in Shanghai."""
    return datetime(on.year, on.month, on.day, hour, tzinfo=UTC) - timedelta(hours=8)


def test_visits_stand_in_order_with_the_ways_between_them(api: Api, work: Work) -> None:
    li = work.db.get_one(User, Cast.li.id)
    li.start_latitude, li.start_longitude = HOME.latitude, HOME.longitude
    stops = [("late", 16, HONGQIAO), ("early", 9, BUND)]
    for name, hour, point in stops:
        account = make_account(work, name=name)
        place = make_place(work, account, point)
        make_visit(work, account, place_id=place.id, starts_at=at(hour))
    make_visit(work, make_account(work, name="call"), form="phone_call", starts_at=at(11))
    make_visit(work, make_account(work, name="whenever"), starts_at=None)
    found = day(api)
    assert [visit["account_name"] for visit in found["visits"]] == ["early", "call", "late", "whenever"]
    first, second = leg(HOME, BUND), leg(BUND, HONGQIAO)
    assert [visit["leg"] for visit in found["visits"]] == [
        {"metres": round(first.metres), "minutes": round(first.minutes)},
        None,
        {"metres": round(second.metres), "minutes": round(second.minutes)},
        None,
    ]
    assert found["travel"]["metres"] == round(first.metres + second.metres)
    assert found["start"] == {"latitude": HOME.latitude, "longitude": HOME.longitude}


def test_a_visit_says_whom_one_meets_where_and_what_for(api: Api, work: Work) -> None:
    account = make_account(work, name="Renji", code="R-7", tier="A")
    contact = make_contact(work, account, name="Mr Chen")
    make_prepared_visit(work, account, contact_ids=[contact.id])
    (visit,) = day(api)["visits"]
    assert (visit["account_name"], visit["account_code"], visit["tier"], visit["contact_names"]) == (
        "Renji",
        "R-7",
        "A",
        ["Mr Chen"],
    )
    assert visit["objective"] == "Mr Chen signs the trial order for 40 seals."


def test_the_day_is_the_reps_own(api: Api, work: Work, moment: Moment) -> None:
    """On Monday evening in Berlin it is Tuesday in Shanghai."""
    monday = make_visit(work, rep=Cast.li, day=TODAY)
    tuesday = make_visit(work, rep=Cast.li, day=TODAY + timedelta(days=1))
    moment.set(datetime(2026, 3, 2, 17, tzinfo=UTC))
    for who in ("li", "dana"):
        found = day(api, who, rep_id=Cast.li.id)
        assert (found["on"], found["time_zone"]) == ("2026-03-03", "Asia/Shanghai")
        assert [visit["id"] for visit in found["visits"]] == [tuesday.id]
    assert [visit["id"] for visit in day(api, on="2026-03-02")["visits"]] == [monday.id]


def test_a_manager_reads_the_day_of_somebody_below_and_nobody_elses(api: Api, work: Work) -> None:
    visit = make_visit(work)
    assert [one["id"] for one in day(api, "mei", rep_id=Cast.li.id)["visits"]] == [visit.id]
    assert day(api, "mei")["visits"] == []
    for stranger in ("ren", "sam", "max"):
        assert getattr(api, stranger).get(f"/day?rep_id={Cast.li.id}").status_code == 404


def test_a_cancelled_visit_is_not_on_the_day(api: Api, work: Work) -> None:
    visit = make_visit(work)
    api.li.post(f"/visits/{visit.id}/cancellation", {"reason": "travel"})
    assert day(api)["visits"] == []


def test_to_dos_and_follow_ups_are_few_and_say_how_many_there_are(api: Api, work: Work, moment: Moment) -> None:
    for number in range(12):
        api.li.post("/todo-items", {"title": f"Task {number}", "due_on": f"2026-03-{number % 5 + 2:02}"})
    a_sent_quote(api.li, make_account(work, name="Renji").id, valid_until="2026-06-30")
    found = day(api)
    assert (found["todos"]["count"], len(found["todos"]["items"])) == (12, 10)
    due = [item["due_on"] for item in found["todos"]["items"]]
    assert due == sorted(due)
    assert found["follow_ups"] == {"count": 0, "items": []}
    moment.advance(days=8)
    found = day(api)["follow_ups"]
    (chase,) = found["items"]
    assert (found["count"], chase["step"], chase["days"]) == (1, "after-3", ["2026-03-05", "2026-03-09"])
    assert (chase["account_name"], chase["quote_number"], chase["amount"]) == ("Renji", "Q2026-0001", "186000.00")


def test_what_another_department_has_me_do_is_on_my_day(api: Api) -> None:
    api.mei.post("/todo-items", {"title": "Check the drawing", "rep_id": Cast.ren.id, "assignee_id": Cast.li.id})
    assert [one["title"] for one in day(api)["todos"]["items"]] == ["Check the drawing"]


def test_reports_are_owed_and_then_late(api: Api, work: Work, moment: Moment) -> None:
    visit = make_done_visit(work, make_account(work, name="Renji"))
    assert alerts(api)["report-owed"] == (
        "The report of the visit to Renji on 2026-03-02 is owed until 2026-03-03 10:00."
    )
    moment.advance(hours=25)
    assert alerts(api)["report-late"] == "The report of the visit to Renji on 2026-03-02 is late."
    make_report(replace(work, now=moment.now), visit)
    assert not {"report-late", "report-owed"} & alerts(api).keys()


def test_unprepared_visits_of_today_and_tomorrow_are_named_with_what_is_missing(api: Api, work: Work) -> None:
    account = make_account(work, name="Renji")
    for days in (1, 2):
        make_visit(work, account, day=TODAY + timedelta(days=days), contact_ids=[make_contact(work, account).id])
    make_visit(work, account, urgent=True)
    said = [one["text"] for one in day(api)["alerts"]["items"] if one["code"] == "visit-unprepared"]
    assert said == ["The visit to Renji on 2026-03-03 has no answer yet to: why, where."]
    chinese = api.li.get("/day", headers={"Accept-Language": "zh-CN"}).json["alerts"]["items"]
    assert any("拜访目的、" in one["text"] for one in chinese), chinese


def test_a_contact_who_left_is_noticed_before_the_visit(api: Api, work: Work) -> None:
    account = make_account(work, name="Renji")
    contact = make_contact(work, account, name="Mr Chen")
    make_visit(work, account, day=TODAY + timedelta(days=4), contact_ids=[contact.id])
    api.li.post(f"/contacts/{contact.id}/departure", {})
    assert alerts(api)["contact-left"] == "Mr Chen, to be met at Renji on 2026-03-06, works there no longer."


def test_clients_who_wait_too_long_are_told_the_most_important_first(api: Api, work: Work) -> None:
    for name, tier, seen_days_ago in (
        ("B", "B", 15),
        ("A", "A", 8),
        ("fresh", "A", 7),
        ("C1", "C", 40),
        ("C2", "C", 41),
    ):
        make_account(work, name=name, tier=tier, last_visited_on=TODAY - timedelta(days=seen_days_ago))
    make_account(work, name="new", tier="A")
    planned = make_account(work, name="planned", tier="A", last_visited_on=date(2025, 1, 1))
    make_visit(work, planned, day=TODAY + timedelta(days=3))
    told = [one for one in day(api)["alerts"]["items"] if one["code"] == "account-overdue"]
    assert [one["text"].split(" ")[0] for one in told] == ["A", "B", "C2"]
    assert told[0]["text"] == "A (tier A) should have been visited by 2026-03-01, and no visit is planned."
    assert [one["count"] for one in told] == [1, 1, 2]


def test_missed_visits_and_those_one_never_left_are_told(api: Api, work: Work, moment: Moment) -> None:
    missed = make_visit(work, make_account(work, name="missed"))
    stuck = make_visit(work, make_account(work, name="stuck"))
    api.li.post(f"/visits/{stuck.id}/check-in")
    moment.advance(days=1)
    note_missed_visits(replace(work, now=moment.now))
    work.db.flush()
    found = alerts(api)
    assert found["visit-not-left"] == "You have not checked out of the visit to stuck on 2026-03-02."
    assert found["visit-missed"].startswith("The visit to missed on 2026-03-02 did not take place")
    moment.advance(days=8)
    assert "visit-missed" not in alerts(api), f"{missed.id} is old by now"


@pytest.mark.parametrize(
    ("on", "state", "code"),
    [
        ("2026-03-19", None, None),
        ("2026-03-20", None, "plan-due"),
        ("2026-03-25", "draft", "plan-due"),
        ("2026-03-26", "draft", "plan-overdue"),
        ("2026-03-26", "submitted", None),
        ("2026-03-19", "returned", "plan-returned"),
    ],
)
def test_next_months_plan_is_asked_for_in_time(
    api: Api, work: Work, on: str, state: str | None, code: str | None
) -> None:
    make_plan(work, month=date(2026, 3, 1), visits=[make_visit(work, day=date(2026, 3, 30))], state="approved")
    if state:
        make_plan(work, month=APRIL, state=state)
    found = [one for one in alerts(api, on=on) if one.startswith("plan-")]
    assert found == ([code] if code else [])


def test_the_week_wants_to_be_confirmed(api: Api, work: Work) -> None:
    todo_list = todos.open_week(work, work.db.get_one(User, Cast.li.id), week_with(TODAY))
    work.db.flush()
    assert alerts(api)["week-unconfirmed"] == "Go through this week's list and confirm it, by 2026-03-02 12:00."
    assert day(api)["week"]["id"] == todo_list.id
    api.li.post(f"/todo-lists/{todo_list.id}/confirmation")
    assert "week-unconfirmed" not in alerts(api)


def test_issues_that_are_due_and_plans_that_wait_are_told(api: Api, work: Work, moment: Moment) -> None:
    make_issue(work, make_account(work, name="Renji"), title="The seal leaks", due_on=TODAY)
    assert alerts(api)["issue-due"] == "Renji waits for this since 2026-03-02: The seal leaks"
    make_plan(work, state="submitted")
    assert alerts(api, "mei")["plans-waiting"] == "Plans that wait for your decision: 1."
    assert "plans-waiting" not in alerts(api, "dana", rep_id=Cast.mei.id)


def test_a_manager_is_told_of_prices_that_wait(api: Api, work: Work) -> None:
    line = {"product": "Seal", "quantity": "40", "unit": "pcs", "price": "12.50", "discount_percent": "30"}
    quote = a_quote(api.li, make_account(work).id, amount=None, lines=[line])
    api.li.post(f"/quotes/{quote['id']}/price-request")
    assert alerts(api, "mei") == {"prices-waiting": "Prices that wait for your decision: 1."}
    assert "prices-waiting" not in alerts(api, "dana")
    api.mei.post(f"/quotes/{quote['id']}/price-approval")
    assert alerts(api, "mei") == {}


def test_an_alert_names_the_client_and_the_table_of_what_it_is_about(api: Api, work: Work) -> None:
    visit = make_done_visit(work, make_account(work, name="Renji"))
    (alert,) = [one for one in day(api)["alerts"]["items"] if one["code"] == "report-owed"]
    assert {key: alert[key] for key in ("subject_kind", "subject_id", "account_id", "account_name")} == {
        "subject_kind": "visits",
        "subject_id": visit.id,
        "account_id": visit.account_id,
        "account_name": "Renji",
    }


def test_the_most_pressing_comes_first(api: Api, work: Work) -> None:
    make_account(work, tier="A", last_visited_on=date(2026, 1, 1))
    make_done_visit(work)
    make_visit(work, day=TODAY + timedelta(days=1))
    codes = [one["code"] for one in day(api)["alerts"]["items"]]
    assert codes == sorted(codes, key=["report-owed", "visit-unprepared", "plan-overdue", "account-overdue"].index)


def test_a_day_off_says_so(api: Api) -> None:
    assert day(api)["away"] is False
    api.li.post("/absences", {"kind": "vacation", "from_on": "2026-03-02", "to_on": "2026-03-03"})
    assert day(api)["away"] is True


def test_it_costs_a_dozen_statements_whatever_lies_behind_and_stays_small(
    api: Api, work: Work, count_statements
) -> None:
    a_sent_quote(api.li, make_account(work).id)
    todos.open_week(work, work.db.get_one(User, Cast.li.id), week_with(TODAY))

    def statements() -> int:
        day(api)  # from now on it is known who li is
        with count_statements() as said:
            day(api)
        return sum(one.startswith("SELECT") for one in said)

    few = statements()
    for number in range(30):
        make_report(work, make_done_visit(work, day=TODAY - timedelta(days=number % 7)))
        make_prepared_visit(work, day=TODAY + timedelta(days=number % 3))
        make_done_visit(work, day=TODAY - timedelta(days=number))
        api.li.post("/todo-items", {"title": f"Task {number}"})
    assert statements() == few <= 12
    assert len(orjson.dumps(day(api))) < 24_000
