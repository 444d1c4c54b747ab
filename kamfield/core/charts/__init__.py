"""Pictures for a glance, drawn with the font of our papers: PNG, the same bytes for the same values.

A chart is asked for by plain values, so that it can wait in a column of the database until it is needed.
"""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

import orjson

from kamfield.core.charts.size import WIDTH

__all__ = ["WIDTH", "draw", "name_of"]


def name_of(chart: Mapping[str, Any]) -> str:
    """The same name for the same picture, and no other has it: what a mail program keeps is never the wrong one."""
    written = orjson.dumps(chart, option=orjson.OPT_SORT_KEYS)
    return f"{chart['chart']}-{hashlib.sha256(written).hexdigest()[:24]}"


def draw(chart: Mapping[str, Any]) -> bytes:
    """The picture of a chart: `{"chart": "week" or "cover", …}`, the rest as its function says."""
    from kamfield.core.charts.cover import cover  # only where something is drawn: Pillow is large
    from kamfield.core.charts.week import week

    drawn: Mapping[str, Callable[..., bytes]] = {"week": week, "cover": cover}
    return drawn[chart["chart"]](**{name: value for name, value in chart.items() if name != "chart"})
