"""Where the pages are, below the public address: the one place that makes the links of mails and messages.

Those without a secret ask to sign in. `tests/pages/test_addresses.py` opens each of them.
"""

from datetime import date
from urllib.parse import urlencode

TEAM = "/team"
PLANS = "/plans"
WEEK = "/week"
CLOSING = "/week/closing"
FORGOTTEN = "/forgotten"


def plan(plan_id: str) -> str:
    """A month: who may decide about it decides there."""
    return f"{PLANS}/{plan_id}"


def price(quote_id: str) -> str:
    """The price of a quotation that asks for a yes; who may say it says it there."""
    return f"/prices/{quote_id}"


def week(monday: date | None = None) -> str:
    """One's own week, the running one unless a day of another is named; its to-dos are ticked off there."""
    return _with(WEEK, monday=monday)


def week_of(rep_id: str, monday: date | None = None) -> str:
    """The week of somebody one reaches, to look at."""
    return _with(f"{TEAM}/{rep_id}/week", monday=monday)


def closing(monday: date | None = None) -> str:
    """Where one's own week is closed: every open item done, carried or dropped, in one form."""
    return _with(CLOSING, monday=monday)


def week_link(token: str) -> str:
    """The week behind a mailed link (`pages.actions.links.issue_link`), which acts once and needs no password."""
    return _with(WEEK, token=token)


def password(token: str) -> str:
    """Where a password is chosen, behind a mailed one-time link (`users.actions.issue_link`)."""
    return _with("/password", token=token)


def minutes(token: str) -> str:
    """Where a client confirms minutes, behind a mailed link (`visits.actions.minutes.issue_link`)."""
    return _with("/minutes", token=token)


def _with(path: str, **asked: str | date | None) -> str:
    given = {name: str(value) for name, value in asked.items() if value is not None}
    return f"{path}?{urlencode(given)}" if given else path
