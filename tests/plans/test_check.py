"""What the check of a month finds: one planned fault each, and nothing where there is none."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from time import perf_counter
from zoneinfo import ZoneInfo

import pytest

from kamfield.core.work import Work
from kamfield.geo.point import Point
from kamfield.plans.rules.check import check
from kamfield.plans.rules.coverage import covers, required_visits
from kamfield.plans.rules.findings import SENTENCES, Severity
from kamfield.plans.rules.hours import WEEKDAYS
from kamfield.plans.rules.load import load_of_month
from kamfield.plans.rules.month import Client, Month, Prospect, Stop, following
from kamfield.policies.rules.policies import USUAL
from tests.api import Api
from tests.make.accounts import make_account, make_contact, make_place
from tests.make.plans import make_plan
from tests.make.visits import AIM, make_visit

EVERY_DAYS = USUAL.visit_every_days
SHANGHAI = ZoneInfo("Asia/Shanghai")
HOURS = {day: [["09:00", "12:00"], ["13:00", "18:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
BUND, PUDONG, SUZHOU = Point(31.24, 121.49), Point(31.22, 121.54), Point(31.30, 120.62)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 4, day, hour, minute, tzinfo=SHANGHAI)


def stop(name: str, starts_at: datetime | None = None, day: int = 8, **columns: object) -> Stop:
    usual = Stop(
        visit_id=f"visit-{name}",
        account_id=f"account-{name}",
        account=name,
        day=starts_at.date() if starts_at else date(2026, 4, day),
        starts_at=starts_at,
        minutes=60,
        is_open=True,
        missing=(),
        has_weak_objective=False,
        point=BUND,
        visiting_hours=None,
    )
    return replace(usual, **columns)


def client(name: str, tier: str | None = None, **columns: object) -> Client:
    usual = Client(f"account-{name}", name, tier, False, date(2026, 3, 20), False)
    return replace(usual, **columns)


def month(*stops: Stop, clients: tuple[Client, ...] = (), **columns: object) -> Month:
    usual = Month(date(2026, 4, 1), SHANGHAI, stops, clients, HOURS)
    return replace(usual, **columns)


def codes(month: Month) -> list[str]:
    return [finding.code for finding in check(month, EVERY_DAYS)]


def test_a_good_month_has_no_findings() -> None:
    stops = (stop("Acme", at(8, 9)), stop("Acme", at(15, 9)), stop("Globex", at(8, 13), point=PUDONG))
    clients = (client("Acme", "B"), client("Globex", "C"), client("Initech"))
    assert codes(month(*stops, clients=clients)) == []


@pytest.mark.parametrize(
    ("code", "stops"),
    [
        ("outside-the-month", [stop("Acme", datetime(2026, 5, 4, 10, tzinfo=SHANGHAI))]),
        ("visit-not-open", [stop("Acme", at(8, 10), is_open=False)]),
        ("overlap", [stop("Acme", at(8, 10)), stop("Globex", at(8, 10, 59))]),
        ("w-missing", [stop("Acme", at(8, 10), missing=("who", "why"))]),
        ("objective-weak", [stop("Acme", at(8, 10), has_weak_objective=True)]),
        ("travel-too-long", [stop("Acme", at(8, 9)), stop("Globex", at(8, 10, 30), point=SUZHOU)]),
        ("not-a-working-day", [stop("Acme", day=11)]),
        ("outside-working-hours", [stop("Acme", at(8, 11, 30))]),
        ("outside-working-hours", [stop("Acme", at(8, 20))]),
        ("outside-visiting-hours", [stop("Acme", at(8, 10), visiting_hours={"wed": [["14:00", "16:00"]]})]),
        ("outside-visiting-hours", [stop("Acme", at(8, 10), visiting_hours={"thu": [["09:00", "24:00"]]})]),
        ("over-capacity", [stop("Acme", day=8, minutes=300), stop("Globex", day=8, minutes=181)]),
        ("changed-since-proposed", [stop("Acme", at(8, 10), has_changed=True)]),
    ],
)
def test_each_fault_is_found_alone(code: str, stops: list[Stop]) -> None:
    assert codes(month(*stops)) == [code]


def test_an_overlap_with_a_visit_that_began_long_ago_is_found() -> None:
    long, inside, later = (
        stop("Long", at(8, 9), minutes=180),
        stop("In", at(8, 9, 30), minutes=20),
        stop("B", at(8, 11)),
    )
    found = [(finding.code, finding.visit_id) for finding in check(month(long, inside, later), EVERY_DAYS)]
    assert found == [("overlap", "visit-In"), ("overlap", "visit-B")]


def test_visits_that_follow_each_other_at_one_door_do_not_overlap() -> None:
    assert codes(month(stop("Acme", at(8, 10)), stop("Globex", at(8, 11)))) == []


def test_the_ways_from_the_start_and_back_count_for_the_day() -> None:
    busy = [stop("Acme", day=8, minutes=240), stop("Globex", day=8, minutes=200)]
    assert codes(month(*busy)) == codes(month(*busy, start=BUND)) == []
    assert codes(month(*busy, start=SUZHOU)) == ["over-capacity"]
    assert load_of_month(month(*busy, start=PUDONG)).travel_metres > load_of_month(month(*busy)).travel_metres == 0


def test_a_day_is_too_long_when_its_ends_lie_too_far_from_the_start() -> None:
    ends = [stop("Acme", at(8, 9)), stop("Globex", at(8, 17))]
    assert codes(month(*ends)) == codes(month(*ends, start=BUND)) == []
    (found,) = check(month(*ends, start=SUZHOU), EVERY_DAYS)
    assert found.code == "day-not-feasible"
    assert (found.params["leaves"] < "08:00", found.params["returns"] > "19:00") == (True, True)
    early = stop("Acme", at(8, 9), minutes=30)
    assert codes(month(early, start=SUZHOU)) == [], "who leaves home early may be back early"


def test_a_day_off_is_named_once_and_instead_of_the_load() -> None:
    crowded = [stop("Acme", day=8, minutes=400), stop("Globex", day=8, minutes=400)]
    assert codes(month(*crowded, days_off=frozenset({date(2026, 4, 8)}))) == ["day-off"]


def test_a_holiday_is_named_and_a_make_up_weekend_is_worked_like_a_weekday() -> None:
    crowded = [stop("Acme", at(11, 9))]  # a Saturday
    assert codes(month(*crowded)) == ["not-a-working-day"]
    make_up = frozenset({date(2026, 4, 11)})
    assert codes(month(*crowded, make_up_days=make_up)) == []
    assert codes(month(stop("Acme", at(11, 20)), make_up_days=make_up)) == ["outside-working-hours"]
    assert codes(month(stop("Acme", at(8, 9)), holidays=frozenset({date(2026, 4, 8)}))) == ["holiday"]


def test_coverage_follows_the_tier() -> None:
    missing = month(clients=(client("Acme", "A"),))
    assert codes(missing) == ["account-missing"]
    rare = month(*[stop("Acme", day=day) for day in (1, 8, 15)], clients=(client("Acme", "A"),))
    (finding,) = check(rare, EVERY_DAYS)
    assert (finding.code, finding.params["required"], finding.params["planned"]) == ("account-too-rare", 4, 3)


def test_a_yearly_quarter_client_is_due_when_the_last_visit_is_too_old() -> None:
    due = client("Acme", "D", last_visited_on=date(2026, 1, 10))
    fresh = client("Acme", "D", last_visited_on=date(2026, 3, 20))
    april = month()
    for one, required in ((due, 1), (fresh, 0), (client("Acme", "D", last_visited_on=None), 1), (client("Acme"), 0)):
        assert required_visits(one, april.first, april.last, EVERY_DAYS) == required


def test_visits_of_one_client_closer_than_half_the_interval_are_too_close() -> None:
    pairs = {3: ["too-close-together"], 7: []}
    for days, expected in pairs.items():
        stops = [stop("Acme", day=8), stop("Acme", day=8 + days, starts_at=None)]
        working = {name: [["09:00", "18:00"]] for name in WEEKDAYS}
        assert codes(month(*stops, clients=(client("Acme", "B"),), working_hours=working)) == expected


def test_a_strategic_client_wants_an_executive_visit_each_quarter() -> None:
    assert codes(month(clients=(client("Acme", is_strategic=True),))) == ["no-executive-visit"]
    assert codes(month(clients=(client("Acme", is_strategic=True, had_executive_visit=True),))) == []


def test_an_open_opportunity_wants_a_visit_in_the_month() -> None:
    aims = (Prospect("Line 2", "account-Acme", False), Prospect("Line 3", "account-Acme", True))
    (found,) = check(month(prospects=aims), EVERY_DAYS)
    assert (found.code, found.account_id, found.params) == (
        "opportunity-without-visit",
        "account-Acme",
        {"opportunity": "Line 2"},
    )


def test_errors_come_first() -> None:
    found = check(month(stop("Acme", at(8, 10), missing=("who",)), stop("Globex", at(8, 10))), EVERY_DAYS)
    assert [finding.severity for finding in found] == [Severity.ERROR, Severity.WARNING]


def test_the_load_counts_ways_between_one_days_visits_only() -> None:
    load = load_of_month(month(stop("Acme", at(8, 9)), stop("Globex", at(8, 13), point=PUDONG), stop("Acme", at(9, 9))))
    assert (load.visits, load.visit_minutes) == (3, 180)
    assert 5_000 < load.travel_metres < 12_000
    assert 10 < load.travel_minutes < 40


def test_the_cover_of_each_tier_counts_clients_and_visits() -> None:
    clients = (client("Acme", "A"), client("Globex", "A"), client("Initech", "D"))
    cover = {one.tier: one for one in covers(month(stop("Acme", day=8), clients=clients), EVERY_DAYS)}
    assert (cover["A"].clients, cover["A"].clients_planned, cover["A"].required, cover["A"].planned) == (2, 1, 8, 1)
    assert (cover["D"].required, cover["B"].clients) == (0, 0)


def test_two_hundred_visits_are_checked_in_well_under_a_second() -> None:
    stops = [
        stop(f"Client {n % 80}", at(1 + n // 7, 9) + timedelta(minutes=70 * (n % 7)), minutes=50) for n in range(200)
    ]
    clients = tuple(client(f"Client {n}", "ABCD"[n % 4]) for n in range(80))
    whole = month(*stops, clients=clients)
    began = perf_counter()
    assert len(check(whole, EVERY_DAYS)) > 50
    assert perf_counter() - began < 1


def test_the_month_after_december_is_january() -> None:
    assert following(date(2026, 12, 1)) == date(2027, 1, 1)


def test_every_finding_has_a_sentence_in_both_languages() -> None:
    from kamfield.core.texts import translate

    for _severity, text in SENTENCES.values():
        assert translate(text, "zh-CN").replace("%%", "%") != text.replace("%%", "%"), text


def test_the_check_over_http_reads_accounts_places_and_hours(api: Api, work: Work) -> None:
    account = make_account(work, name="Acme", tier="A", relationship="strategic")
    place = make_place(work, account, visiting_hours={"wed": [["14:00", "16:00"]]})
    contact = make_contact(work, account)
    good = {"place_id": place.id, "contact_ids": [contact.id], "objectives": [AIM]}
    weak = good | {"objectives": [AIM | {"client_action": "Introduce our seals", "event": None}]}
    visits = [
        make_visit(work, account, day=date(2026, 4, 8), starts_at=datetime(2026, 4, 8, 6, 30, tzinfo=UTC), **good),
        make_visit(work, account, day=date(2026, 4, 15), starts_at=datetime(2026, 4, 15, 2, tzinfo=UTC), **weak),
    ]
    plan = make_plan(work, visits)
    answer = api.li.get(f"/plans/{plan.id}/check").json
    found = {(finding["code"], finding["visit_id"]) for finding in answer["findings"]}
    assert found == {
        ("outside-visiting-hours", visits[1].id),
        ("objective-weak", visits[1].id),
        ("account-too-rare", None),
        ("no-executive-visit", None),
    }
    load = {"visits": 2, "visit_minutes": 120, "travel_metres": 0, "travel_minutes": 0}
    assert answer["workload"] == load | {"capacity_minutes": 21 * 540}, "22 weekdays but one holiday, 9 hours each"
    assert len(answer["days"]) == 21
    one = next(day for day in answer["days"] if day["day"] == "2026-04-08")
    assert (one["visits"], one["visit_minutes"], one["capacity_minutes"]) == (1, 60, 540)
    assert answer["coverage"][0] == {"tier": "A", "clients": 1, "clients_planned": 1, "required": 4, "planned": 2}
    shown = api.mei.get(f"/plans/{plan.id}").json
    assert {name: shown[name] for name in answer} == answer
    chinese = api.li.get(f"/plans/{plan.id}/check", headers={"Accept-Language": "zh-CN"}).json["findings"]
    assert any("Acme" in finding["text"] and "战略" in finding["text"] for finding in chinese)


def test_reading_a_plan_takes_as_many_statements_however_long_it_is(api: Api, work: Work, connection) -> None:
    from sqlalchemy import event

    def statements(plan_id: str) -> int:
        seen: list[str] = []
        count = lambda *call: seen.append(call[2])  # noqa: E731
        event.listen(connection, "before_cursor_execute", count)
        assert api.li.get(f"/plans/{plan_id}").status_code == 200
        event.remove(connection, "before_cursor_execute", count)
        return len(seen)

    short = make_plan(work, [make_visit(work, day=date(2026, 4, 8))])
    days = [date(2026, 5, 1) + timedelta(days=n) for n in range(20)]
    long = make_plan(work, [make_visit(work, day=day) for day in days], month=date(2026, 5, 1))
    statements(short.id)  # who asks is remembered for some seconds
    assert statements(short.id) == statements(long.id) <= 19


def test_dropped_and_rejected_lines_count_no_more(api: Api, work: Work) -> None:
    plan = make_plan(work, state="submitted")
    line = api.li.get(f"/plans/{plan.id}").json["lines"][0]
    api.mei.post(f"/plans/{plan.id}/lines/{line['id']}/rejection", {"comment": "no"})
    answer = api.li.get(f"/plans/{plan.id}/check").json
    assert answer["workload"]["visits"] == 1
    assert "visit-not-open" not in {finding["code"] for finding in answer["findings"]}


def test_leave_and_the_calendar_of_the_company_reach_the_check(api: Api, work: Work) -> None:
    days = {"holiday": date(2026, 4, 6), "day-off": date(2026, 4, 9)}  # Qingming is observed on that Monday
    plan = make_plan(work, [make_visit(work, day=day) for day in (*days.values(), date(2026, 4, 10))])
    assert (
        api.li.post("/absences", {"from_on": "2026-04-09", "to_on": "2026-04-09", "kind": "vacation"}).status_code
        == 201
    )
    found = api.li.get(f"/plans/{plan.id}/check").json["findings"]
    for code, day in days.items():
        texts = [finding["text"] for finding in found if finding["code"] == code]
        assert len(texts) == 1, code
        assert day.isoformat() in texts[0]
