"""The real door: every robot by the way that understands its answers, and none more often than it can bear."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from kamfield.outside.messengers import by_apprise, robots
from kamfield.outside.messengers.door import MessageRefused
from kamfield.outside.messengers.verdicts import Meaning

PAUSE = timedelta(minutes=1)


class WebMessengers:
    """The real robots. A redirect is not followed: it could lead into the company's own network.

    A host that cannot be reached is left alone for a minute: on a Monday morning a thousand messages for it would keep
    everything else waiting. So is a robot that was written to too often.
    """

    def __init__(self) -> None:
        self._resting_until: dict[str, datetime] = {}

    def write(self, service: str, address: str, title: str, text: str, at: datetime) -> None:
        host = urlsplit(address).netloc
        self._look_who_rests(service, host, host, at)
        self._look_who_rests(service, address, host, at)
        try:
            _call(service, address, title, text, at)
        except MessageRefused as refused:
            if isinstance(refused, robots.Unreachable):
                self._resting_until[host] = at + PAUSE
            elif refused.meant == Meaning.TOO_FAST:
                self._resting_until[address] = at + PAUSE
            raise

    def _look_who_rests(self, service: str, who: str, host: str, at: datetime) -> None:
        until = self._resting_until.get(who)
        if until is not None and at < until:
            said = "could not be reached" if who == host else "had too many messages"
            raise MessageRefused(f"{service}: {host} {said} a moment ago")
        self._resting_until.pop(who, None)


def _call(service: str, address: str, title: str, text: str, at: datetime) -> None:
    if service in robots.OWN:
        robots.call(service, address, title, text, at)
    else:
        by_apprise.call(service, address, title, text)
