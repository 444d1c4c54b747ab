"""Work in the field, beside `bench.data`: each rep goes to six clients on one day and was there three times before."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Table

from bench.data import ACCOUNTS_EACH, NOW, REPS, account_id, rep_id, synced
from kamfield.accounts.models import Contact, Intelligence, Place
from kamfield.visits.models import Objective, Report, Visit, VisitContact

DAY = date(2026, 3, 3)
CLIENTS_A_DAY = 6
BEFORE = tuple(DAY - timedelta(days=days) for days in (60, 40, 20))
_DECIDED = 28  # from this one on in every 35, seven opportunities are lost: these clients have none that is open

Rows = Iterator[dict[str, Any]]


def clients_of(rep: int) -> range:
    """The numbers of the accounts that a rep visits on the day."""
    first = rep * ACCOUNTS_EACH
    first += (_DECIDED - first) % 35
    return range(first, first + CLIENTS_A_DAY)


def rows(stamps: Iterator[int]) -> Iterator[tuple[Any, Rows]]:
    """What is laid down, table by table."""
    every = [(rep, number) for rep in range(REPS) for number in clients_of(rep)]
    writers = (
        (Place, _place),
        (Contact, _contacts),
        (Visit, _visits),
        (VisitContact, _meetings),
        (Objective, _objectives),
        (Report, _reports),
        (Intelligence, _competitors),
    )
    for kind, write in writers:
        table = kind.__table__
        assert isinstance(table, Table)
        yield table, (row | synced(stamps) for rep, number in every for row in write(rep, number))


def _place(_rep: int, number: int) -> Rows:
    where = {"label": "Works", "address": f"{number} Mill Road", "city": "Hull", "location": "missing"}
    yield {"id": f"place-{number}", "account_id": account_id(number), **where, "is_main": True}


def _contacts(_rep: int, number: int) -> Rows:
    for name in ("Ada Smith", "Bo Jones"):
        yield {
            "id": f"contact-{number}-{name[0]}",
            "account_id": account_id(number),
            "name": name,
            "name_key": name.lower(),
            "title": "Buyer",
            "active": True,
        }


def _visits(rep: int, number: int) -> Rows:
    usual = {"rep_id": rep_id(rep), "account_id": account_id(number), "form": "sales_visit", "minutes": 60}
    usual |= {"purpose": "move_forward", "place_id": f"place-{number}", "urgent": False, "missing": []}
    hour = 8 + number - clients_of(rep).start
    yield {"id": f"today-{number}", **usual, "day": DAY, "starts_at": _at(DAY, hour), "state": "planned"}
    for place, day in enumerate(BEFORE):
        yield {"id": f"past-{number}-{place}", **usual, "day": day, "starts_at": _at(day, hour), "state": "reported"}


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), UTC)


def _every_visit(number: int) -> list[str]:
    return [f"today-{number}", *(f"past-{number}-{place}" for place in range(len(BEFORE)))]


def _meetings(_rep: int, number: int) -> Rows:
    for visit_id in _every_visit(number):
        attended = True if visit_id.startswith("past") else None
        meeting = {"visit_id": visit_id, "contact_id": f"contact-{number}-A"}
        yield {"id": f"with-{visit_id}", **meeting, "attended": attended}


def _objectives(_rep: int, number: int) -> Rows:
    aim = {"kind": "advance_sale", "client_action": "They order forty seals.", "findings": [], "weak": False}
    for visit_id in _every_visit(number):
        result = "achieved" if visit_id.startswith("past") else None
        yield {"id": f"aim-{visit_id}", "visit_id": visit_id, **aim, "due_on": DAY, "result": result}


def _reports(rep: int, number: int) -> Rows:
    lists: dict[str, Any] = {name: [] for name in ("complaints", "facts", "observations", "answers", "steps")}
    for place, _ in enumerate(BEFORE):
        yield {
            "id": f"report-{number}-{place}",
            "visit_id": f"past-{number}-{place}",
            "rep_id": rep_id(rep),
            "account_id": account_id(number),
            "outcome": "order",
            "minutes_shared": "They will order.",
            "submitted_at": NOW,
            "late": False,
            "locked": True,
            "led_to": {},
            **lists,
        }


def _competitors(rep: int, number: int) -> Rows:
    said = {"kind": "competitor", "name": "Nordlager", "product": "Seals", "noted_on": BEFORE[0]}
    yield {"id": f"rival-{number}", "account_id": account_id(number), **said, "author_id": rep_id(rep)} | _OWN


_OWN = {"source_kind": "own"}
