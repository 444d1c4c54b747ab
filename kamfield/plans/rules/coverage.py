"""How often each client should be seen in a month, and how often the plan sees it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from kamfield.plans.rules.month import Client, Month


@dataclass(frozen=True, slots=True)
class Cover:
    """Clients of one tier: how many, how many of them the plan visits, and visits required and planned."""

    tier: str
    clients: int
    clients_planned: int
    required: int
    planned: int


def required_visits(client: Client, first: date, last: date, interval_days: Mapping[str, int]) -> int:
    """How many visits fall due in a month: as many whole intervals as it holds, and one when the last is too old."""
    if client.tier is None or client.tier not in interval_days:
        return 0
    interval = interval_days[client.tier]
    whole = ((last - first).days + 1) // interval
    if whole:
        return whole
    is_due = client.last_visited_on is None or client.last_visited_on + timedelta(days=interval) <= last
    return int(is_due)


def covers(month: Month, interval_days: Mapping[str, int]) -> list[Cover]:
    """The cover of each tier that has a frequency."""
    return [_cover(month, tier, interval_days) for tier in interval_days]


def _cover(month: Month, tier: str, interval_days: Mapping[str, int]) -> Cover:
    clients = [client for client in month.clients if client.tier == tier]
    stops = month.stops_by_account
    required = sum(required_visits(client, month.first, month.last, interval_days) for client in clients)
    planned = sum(len(stops.get(client.id, ())) for client in clients)
    return Cover(tier, len(clients), sum(client.id in stops for client in clients), required, planned)
