"""How mails say numbers, days and the time of day in each language."""

from datetime import date, datetime

import pytest

from kamfield.core.weeks import Week
from kamfield.reminders.background.numbers import OVERDUE, TODOS, VISITS, numbered
from kamfield.reminders.rules.wording import days, greeting, week_days


@pytest.mark.parametrize(
    ("visits", "overdue", "todos", "english", "chinese"),
    [
        (1, 0, 1, ("1 visit", "1 to-do"), ("拜访 1", "待办 1")),
        (2, 1, 0, ("2 visits", "1 overdue"), ("拜访 2", "逾期 1")),
        (0, 0, 21, ("21 to-dos",), ("待办 21",)),
        (0, 0, 0, (), ()),
    ],
)
def test_numbers_are_said_as_people_say_them(
    visits: int, overdue: int, todos: int, english: tuple[str, ...], chinese: tuple[str, ...]
) -> None:
    counts = ((visits, VISITS), (overdue, OVERDUE), (todos, TODOS))
    assert (numbered(counts, "en"), numbered(counts, "zh-CN")) == (english, chinese)


@pytest.mark.parametrize(
    ("hour", "english", "chinese"),
    [
        (7, "Good morning, Li", "Li，早上好"),
        (12, "Good afternoon, Li", "Li，下午好"),
        (17, "Good afternoon, Li", "Li，下午好"),
        (18, "Good evening, Li", "Li，晚上好"),
    ],
)
def test_a_late_mail_does_not_wish_a_good_morning(hour: int, english: str, chinese: str) -> None:
    at = datetime(2026, 3, 9, hour)  # noqa: DTZ001  the clock on the wall
    assert (greeting("Li", at, "en"), greeting("Li", at, "zh-CN")) == (english, chinese)


def test_days_stand_in_a_row_and_weeks_say_where_they_end() -> None:
    several = [date(2026, 2, 28), date(2026, 3, 4)]
    assert days(several, "en") == "Sat, Feb 28 and Wed, Mar 4"
    assert days(several, "zh-CN") == "2月28日周六和3月4日周三"
    assert days(several[:1], "en") == "Sat, Feb 28"
    assert week_days(Week(2026, 53), "zh-CN") == "12月28日至1月3日"
    assert week_days(Week(2026, 11), "en").replace("\u2009", " ") == "Mar 9 – 15"
