"""Limits on attempts per address and per network, counted across processes."""

from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from flask import request

from kamfield.core.throttle import count_attempt
from kamfield.core.work import Work
from kamfield.web.site import site

WINDOW = timedelta(minutes=15)


def limit(work: Work, what: str, who: str, most: int) -> str:
    """Counts an attempt of `who`; `TooManyRequests` after `most` in 15 minutes. Call it before the first statement.

    Returns the counter's name, for `forget_attempts` after a success.
    """
    subject = f"{what}:{who}"
    count_attempt(site().database, subject, work.now, most=most, window=WINDOW)
    return subject


def limit_network(work: Work, what: str, most: int) -> None:
    """The same for the network the request comes from; a success does not forgive it."""
    limit(work, f"{what}-from", network(request.remote_addr), most)


def network(address: str | None) -> str:
    """An IPv4 address, or the /64 of an IPv6 address: who has one of those has them all."""
    try:
        found = ip_address(address or "")
    except ValueError:
        return address or "nowhere"
    if not isinstance(found, IPv6Address):
        return str(found)
    return str(found.ipv4_mapped or ip_network((found, 64), strict=False))
