"""Charts: small, the same each time."""

import io
from typing import Any

import pytest
from PIL import Image

from kamfield.core.charts import WIDTH, draw, name_of

WEEK: dict[str, Any] = {
    "chart": "week",
    "days": [
        {"label": "周一", "date": "9日", "first": 3, "second": 1},
        {"label": "二", "date": "", "first": 0, "second": 0},
    ],
    "legend": ["拜访", "待办和报价跟进"],
}
COVER: dict[str, Any] = {
    "chart": "cover",
    "rows": [
        {"name": f"Somebody with a long name {one}", "cells": [[2, 1, 4], [0, 0, 9], [0, 0, 0]]} for one in range(10)
    ],
    "classes": ["A", "B", "C"],
    "legend": ["visited", "still planned", "neither"],
}


@pytest.mark.parametrize("chart", [WEEK, COVER], ids=["week", "cover"])
def test_a_chart_is_a_small_picture_that_is_sharp_on_a_phone(chart: dict[str, Any]) -> None:
    drawn = draw(chart)
    with Image.open(io.BytesIO(drawn)) as picture:
        assert picture.format == "PNG"
        assert picture.width >= 2 * WIDTH
    assert len(drawn) < 30_000


@pytest.mark.parametrize("chart", [WEEK, COVER], ids=["week", "cover"])
def test_the_same_chart_is_the_same_picture_under_the_same_name(chart: dict[str, Any]) -> None:
    assert draw(chart) == draw(dict(reversed(chart.items())))
    assert name_of(chart) == name_of(dict(reversed(chart.items())))
    assert name_of(chart) != name_of({**chart, "legend": ["other"] * len(chart["legend"])})


def test_a_bar_shows_each_visit_in_green() -> None:
    green = (0x12, 0x69, 0x4A)
    assert count(draw(WEEK), green) > 3 * count(draw(with_visits(0)), green)
    assert count(draw(with_visits(12)), green) > count(draw(with_visits(1)), green)


def with_visits(number: int) -> dict[str, Any]:
    return {**WEEK, "days": [{**WEEK["days"][0], "first": number}]}


def count(drawn: bytes, colour: tuple[int, int, int]) -> int:
    with Image.open(io.BytesIO(drawn)) as picture:
        found = picture.convert("RGB").getcolors(maxcolors=1 << 20) or []
    return sum(number for number, other in found if near(other, colour))


def near(one: Any, other: tuple[int, int, int]) -> bool:
    return all(abs(a - b) < 12 for a, b in zip(one, other, strict=True))
