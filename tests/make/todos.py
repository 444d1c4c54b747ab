"""Weeks as a rep lives them: the worker at an instant, the lists and items that come of it."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from kamfield.worker import Worker
from tests.api import Caller
from tests.cast import Moment
from tests.make.reminders import work_off


def local(zone: str, *when: int) -> datetime:
    """An instant, as a clock in a zone shows it."""
    return datetime(*when, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def in_shanghai(*when: int) -> datetime:
    """An instant, as a clock on the Bund shows it."""
    return local("Asia/Shanghai", *when)


def live_at(worker: Worker, moment: Moment, when: datetime) -> None:
    """It is then, and the worker has done what is due."""
    moment.set(when)
    work_off(worker)


def items(caller: Caller, **filters: Any) -> list[dict[str, Any]]:
    """What stands on the caller's own lists, by day and title."""
    assert caller.person is not None
    found = caller.get("/todo-items", query_string={"rep_id": caller.person.id, "limit": 200} | filters).json["items"]
    return sorted(found, key=lambda item: (item["due_on"] or "", item["title"]))


def the_list(caller: Caller, monday: str) -> dict[str, Any]:
    """The caller's list of a week, as it stands among others."""
    assert caller.person is not None
    (found,) = caller.get(f"/todo-lists?rep_id={caller.person.id}&monday={monday}").json["items"]
    return dict(found)
