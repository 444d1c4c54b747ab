"""The planner: its plans can be lived, what is fixed stays, and a running month is changed as little as possible."""

from dataclasses import replace
from math import ceil
from time import process_time

from hypothesis import given, settings
from hypothesis import strategies as st

from kamfield.geo.point import Point
from kamfield.geo.travel import leg
from kamfield.planner.construct import construct
from kamfield.planner.cost import cost
from kamfield.planner.problem import Day, Problem, Span, Task
from kamfield.planner.solution import Proposal, Solution, told
from kamfield.planner.solve import solve

HOME = Point(31.23, 121.47)
OFFICE_HOURS = ((9 * 60, 12 * 60), (13 * 60, 18 * 60))
MONTH = tuple(Day(number, number % 7, OFFICE_HOURS) for number in range(28) if number % 7 < 5)
MORNINGS = tuple(((9 * 60, 11 * 60),) for _ in range(7))
MONDAYS = (((9 * 60, 17 * 60),), (), (), (), (), (), ())


def task(name: str, **columns: object) -> Task:
    usual = Task(name, group=name, minutes=60, worth=200, due=0, point=HOME)
    return replace(usual, **columns)


def near(east: float, north: float = 0) -> Point:
    """A point some kilometres from home."""
    return Point(HOME.latitude + north / 111, HOME.longitude + east / 95)


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    coordinates = st.one_of(st.none(), st.builds(near, st.integers(-60, 60), st.integers(-60, 60)))
    days = tuple(day for day in MONTH if draw(st.booleans())) or MONTH[:1]
    tasks = []
    for number in range(draw(st.integers(0, 25))):
        day = draw(st.sampled_from(days))
        is_fixed = draw(st.integers(0, 9)) == 0
        tasks.append(
            Task(
                f"t{number}",
                group=f"g{draw(st.integers(0, 12))}",
                minutes=draw(st.sampled_from([30, 45, 60, 120])),
                worth=draw(st.integers(0, 500)),
                due=draw(st.integers(-20, 30)),
                point=draw(coordinates),
                apart_days=draw(st.sampled_from([1, 3, 7])),
                drift=draw(st.sampled_from([0, 1.5, 12])),
                hours=draw(st.sampled_from([None, MORNINGS, MONDAYS])),
                fixed_day=day.number if is_fixed else None,
                fixed_start=draw(st.sampled_from([None, 9 * 60 + 10, 14 * 60])) if is_fixed else None,
                was_on=draw(st.sampled_from([None, None, day.number])),
            )
        )
    return Problem(days, tuple(tasks), draw(coordinates))


def flaws(problem: Problem, found: Proposal) -> list[str]:
    """Why nobody could live this plan, judged without the planner's own functions."""
    days = {day.number: day for day in problem.days}
    tasks = {one.id: one for one in problem.tasks}
    said = []
    base = problem.start or next((one.point for one in problem.tasks if one.point), None)
    here, free_at, today = problem.start, 0, None
    for stop in found.stops:
        one = tasks[stop.task_id]
        if stop.day != today:
            here, free_at, today = problem.start, days[stop.day].spans[0][0], stop.day
        if stop.start < free_at + _way(here, one.point or base):
            said.append(f"{stop} begins before the rep can be there")
        if one.fixed_start is None and not _lies_in(stop.start, one.minutes, days[stop.day].spans):
            said.append(f"{stop} is outside the rep's hours")
        theirs = one.hours[days[stop.day].weekday] if one.hours and one.fixed_start is None else ((0, 1440),)
        if not _lies_in(stop.start, one.minutes, theirs):
            said.append(f"{stop} is outside the client's hours")
        if one.fixed_day not in {None, stop.day} or one.fixed_start not in {None, stop.start}:
            said.append(f"{stop} was fixed otherwise")
        here, free_at = one.point or base, stop.start + one.minutes
    by_group: dict[str, list[tuple[int, int]]] = {}
    for stop in found.stops:
        by_group.setdefault(tasks[stop.task_id].group, []).append((stop.day, tasks[stop.task_id].apart_days))
    for group, visits in by_group.items():
        for number, (day, apart) in enumerate(visits):
            if any(abs(day - other) < min(apart, theirs) for other, theirs in visits[number + 1 :]):
                said.append(f"{group} is visited too often")
    if sorted([*(stop.task_id for stop in found.stops), *found.left_out]) != sorted(tasks):
        said.append("a visit is lost or doubled")
    return said


def _way(a: Point | None, b: Point | None) -> int:
    return 0 if a is None or b is None else ceil(leg(a, b).minutes - 1e-6)


def _lies_in(start: int, minutes: int, spans: tuple[Span, ...]) -> bool:
    return any(a <= start and start + minutes <= b for a, b in spans)


@settings(deadline=None, max_examples=40)
@given(problems())
def test_every_plan_can_be_lived(problem: Problem) -> None:
    assert flaws(problem, solve(problem, rounds=15)) == []


@settings(deadline=None, max_examples=20)
@given(problems())
def test_improving_never_makes_it_worse_and_the_cost_is_what_it_says(problem: Problem) -> None:
    first = construct(problem)
    found = solve(problem, rounds=15)
    assert found.cost <= cost(problem, first) + 1e-6


@settings(deadline=None, max_examples=20)
@given(problems())
def test_the_same_month_yields_the_same_plan(problem: Problem) -> None:
    assert solve(problem, rounds=10) == solve(problem, rounds=10)


def test_an_empty_month_is_an_empty_plan() -> None:
    assert solve(Problem(MONTH, ())) == Proposal(())
    assert solve(Problem((), (task("a"),))) == Proposal((), ("a",))


def test_an_overdue_client_comes_first() -> None:
    late, later = task("late", due=-30, drift=10), task("later", due=18, drift=10)
    found = {stop.task_id: stop.day for stop in solve(Problem(MONTH, (later, late), HOME)).stops}
    assert found == {"late": 0, "later": 18}


def test_late_is_better_than_never() -> None:
    fridays = ((), (), (), (), ((9 * 60, 17 * 60),), (), ())
    [stop] = solve(Problem(MONTH, (task("a", due=0, drift=100, worth=200, hours=fridays),), HOME)).stops
    assert stop.day == 4


def test_neighbours_are_visited_on_one_day() -> None:
    east, west = [near(40, n) for n in range(3)], [near(-40, n) for n in range(3)]
    tasks = tuple(
        task(f"{side}{n}", point=point) for side, points in (("e", east), ("w", west)) for n, point in enumerate(points)
    )
    stops = solve(Problem(MONTH[:2], tasks, HOME)).stops
    seen = {stop.day: {one.task_id[0] for one in stops if one.day == stop.day} for stop in stops}
    assert sorted(map(sorted, seen.values())) == [["e"], ["w"]]


def test_an_appointment_stays_to_the_minute_and_the_day_goes_round_it() -> None:
    fixed = task("fixed", fixed_day=0, fixed_start=10 * 60 + 10, point=near(5))
    others = tuple(task(f"o{n}", drift=100) for n in range(3))
    found = solve(Problem(MONTH, (fixed, *others), HOME))
    assert next(stop for stop in found.stops if stop.task_id == "fixed").start == 10 * 60 + 10
    assert {stop.day for stop in found.stops} == {0}


def test_an_appointment_stays_also_when_it_costs_more_than_it_is_worth() -> None:
    far = task("far", worth=1, fixed_day=0, fixed_start=14 * 60, point=near(120))
    assert [stop.task_id for stop in solve(Problem(MONTH, (far,), HOME)).stops] == ["far"]


def test_a_client_who_never_receives_in_working_hours_is_left_out() -> None:
    nights = tuple(((20 * 60, 22 * 60),) for _ in range(7))
    assert solve(Problem(MONTH, (task("night", hours=nights),), HOME)).left_out == ("night",)


def test_what_is_worth_less_than_its_way_is_left_out() -> None:
    found = solve(Problem(MONTH, (task("far", worth=60, point=near(100)), task("near", worth=60)), HOME))
    assert (found.left_out, [stop.task_id for stop in found.stops]) == (("far",), ["near"])


def test_visits_begin_at_full_quarters() -> None:
    tasks = tuple(task(f"t{n}", minutes=50, point=near(n * 3)) for n in range(8))
    assert all(stop.start % 15 == 0 for stop in solve(Problem(MONTH[:2], tasks, HOME)).stops)


def a_month(clients: int = 60) -> Problem:
    """Sixty clients of three tiers around home."""
    tasks = []
    for number in range(clients):
        every, worth = ((7, 480), (14, 300), (28, 180))[number % 7 % 3]
        point = near((number * 37) % 61 - 30, (number * 53) % 47 - 23)
        for turn, due in enumerate(range(number % every, 28, every)):
            one = Task(f"{number}.{turn}", str(number), 60, worth, due, point, every // 2, worth / 40)
            tasks.append(one)
    return Problem(MONTH, tuple(tasks), HOME)


def test_a_running_month_changes_as_little_as_can_be_when_a_day_is_lost() -> None:
    problem = a_month(40)
    before = solve(problem, rounds=100)
    stood = {stop.task_id: stop.day for stop in before.stops}
    tasks = tuple(replace(one, was_on=stood.get(one.id)) for one in problem.tasks)
    ill = tuple(day for day in problem.days if day.number != 9)
    after = solve(Problem(ill, tasks, HOME), rounds=100)
    lost = [name for name, day in stood.items() if day == 9]
    moved = [stop.task_id for stop in after.stops if stop.task_id in stood and stood[stop.task_id] != stop.day]
    assert flaws(Problem(ill, tasks, HOME), after) == []
    assert len(set(moved) - set(lost)) <= len(lost)


def test_searching_pays_and_a_month_is_planned_in_seconds() -> None:
    problem = a_month()
    began = process_time()
    found = solve(problem, rounds=150)
    assert process_time() - began < 20
    assert found.cost < 0.97 * cost(problem, construct(problem))


def test_whoever_asks_can_stop_the_search() -> None:
    asked = []

    def stop() -> bool:
        asked.append(True)
        return len(asked) > 3

    solve(a_month(10), rounds=1000, stop=stop)
    assert len(asked) == 4


def test_a_plan_is_told_by_ids_and_ways() -> None:
    problem = Problem(MONTH[:1], (task("a", point=near(10)), task("b", point=near(20))), HOME)
    found = told(problem, Solution(((1, 0),)), 0)
    assert [stop.task_id for stop in found.stops] == ["b", "a"]
    assert [stop.way_minutes for stop in found.stops] == [problem.ways[0][2], problem.ways[2][1]]
